"""Samples: lost, at risk, slow, and how many arrive."""

from datetime import timedelta
from decimal import Decimal

from operations.monitoring.rules.kpis import missed, watch
from operations.monitoring.rules.objectives import Objective
from operations.monitoring.rules.rule import Rule, Watch
from operations.monitoring.rules.series import recorded

LOST = recorded("freshops_samples_lost_open", "territory")
AT_RISK = recorded("freshops_samples_at_risk", "territory")
ENDED = recorded("freshops_samples_total", "territory", "outcome", matchers='{outcome=~"delivered|failed|lost"}')

# 85 %, in a peak 80 %: with three times the failures that leaves for days, something is wrong.
SUCCESS = Objective(
    name="freshops_samples",
    kpi="sample_success",
    target=Decimal("0.80"),
    burn_rate=Decimal(3),
    good=f'{ENDED.record}{{outcome="delivered"}}',
    total=ENDED.record,
    long="3d",
    short="6h",
    least=10,
)

RECORDINGS = (LOST, AT_RISK, ENDED, *SUCCESS.recordings())
RULES = (
    Rule(
        "SampleLost",
        f"{LOST.record} > 0",
        "{{ $value }} samples are lost in {{ $labels.territory }}",
        "They are marked lost and have not turned up.",
        watches=(Watch("freshops_samples_lost_open"),),
    ),
    Rule(
        "SampleAtRisk",
        f"{AT_RISK.record} > 0",
        "{{ $value }} samples in {{ $labels.territory }} should have been sent off",
        "They were requested longer ago than the target allows, or are wanted by now, and have not been sent off.",
        hold=timedelta(minutes=1),
        # The target that it counts by is as old as the KPI.
        watches=(Watch("freshops_samples_at_risk"), watch("sample_processing")),
    ),
    Rule(
        "SampleProcessingSlow",
        missed("sample_processing"),
        "95 % of samples in {{ $labels.territory }} were sent off only within {{ $value | humanizeDuration }}",
        "The KPI sample_processing is over its target.",
        hold=timedelta(minutes=5),
        watches=(watch("sample_processing"),),
    ),
    Rule(
        "SampleSuccessLow",
        f"{missed('sample_success')}\nor on (territory) {SUCCESS.burning}",
        "Only {{ $value | humanizePercentage }} of samples arrive in {{ $labels.territory }}",
        "The KPI sample_success is under its target, or of the last days' three times as many failed as it allows.",
        hold=timedelta(minutes=30),
        watches=(watch("sample_success"), Watch("freshops_samples_total")),
    ),
)

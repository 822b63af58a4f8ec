"""Alerts about load and what carries it: in each territory, against what the seasons' calendar plans."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from operations.runbooks.alerts.alert import Alert
from operations.runbooks.responsibilities import Responsibility, Severity
from operations.runbooks.subjects import Subject

_Capacity = partial(Alert, subject=Subject.PLATFORM, team=Responsibility.ENGINEERING_ON_CALL, runbook="season-load")

CAPACITY = (
    _Capacity(
        name="LatencyHigh",
        severity=Severity.SEV2,
        title=_("FreshOps answers slowly in a territory"),
        impact=_("People and systems of one territory wait; the average of all territories hides it."),
        step="slow-where",
        also=(Responsibility.OPERATIONS_ON_CALL,),
    ),
    _Capacity(
        name="LatencyAboveGoal",
        severity=Severity.SEV3,
        title=_("Answers take longer than agreed for a territory"),
        impact=_("Nobody complains yet. At more load it becomes slow for everybody there."),
        step="slow-where",
    ),
    _Capacity(
        name="LoadAbovePlan",
        severity=Severity.SEV2,
        title=_("There is more load than was planned"),
        impact=_("The reserve is being used up. If it goes on growing, requests are answered slowly, then not at all."),
        step="more-than-planned",
        also=(Responsibility.OPERATIONS_LEAD,),
    ),
    _Capacity(
        name="PrescaleWithoutLoad",
        severity=Severity.SEV4,
        title=_("Replicas run for a load that does not come"),
        impact=_("They cost money and do nothing. Or the load does not reach us, and orders are missing."),
        step="less-than-planned",
        also=(Responsibility.SALES_OPERATIONS,),
    ),
    _Capacity(
        name="CapacityBelowReserve",
        severity=Severity.SEV2,
        title=_("Fewer replicas are ready than the season needs"),
        impact=_("Nothing yet: the reserve carries it. If one more fails, requests wait."),
        step="replicas-missing",
        also=(Responsibility.OPERATIONS_LEAD,),
    ),
)

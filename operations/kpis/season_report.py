"""What the KPIs tell in the report of a season."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.walltime import berlin_instant
from operations.kpis.measuring import ALL, measure, territories_seen_by
from operations.kpis.querysets.targets import Targets
from operations.kpis.registry import KPIS
from operations.kpis.verdicts import Verdict, verdict_on
from operations.kpis.wording import target_in_words, value_in_words
from seasonal.models import Season
from seasonal.reporting.markdown import table
from seasonal.reporting.sections import Facts, Section


def gather(season: Season, at: datetime) -> Facts:
    """Every KPI over the season's Berlin days so far, in all territories, with the target of its first day."""
    begin = berlin_instant(datetime.combine(season.starts_on, time()))
    end = min(berlin_instant(datetime.combine(season.ends_on + timedelta(days=1), time())), at)
    if end <= begin:
        return {"rows": []}
    targets, kinds = Targets(), [season.kind] if season.is_peak else []
    rows = []
    for kpi in KPIS.values():
        total = next(
            each
            for each in measure(kpi, edges=(begin, end), territories=territories_seen_by(None), now=at)
            if each.territory == ALL
        )
        target = targets.target(kpi.name, territory=ALL, seasons=kinds, on=season.starts_on)
        rows.append(
            {
                "kpi": kpi.name,
                "value": None if total.value is None else str(total.value),
                "target": None if target is None else str(target),
                "cases": total.population,
                "verdict": verdict_on(kpi, total.value, total.population, target).value,
            }
        )
    return {"rows": rows}


def write(facts: Facts) -> Iterator[str]:
    """Those that had something to count."""
    found = [(KPIS[each["kpi"]], each) for each in facts["rows"] if each["kpi"] in KPIS and each["value"] is not None]
    if not found:
        yield _("There was nothing to count.")
        return
    yield table(
        (_("KPI"), _("Value"), _("Target"), _("Verdict"), _("Cases")),
        [
            (
                kpi.title,
                value_in_words(kpi.unit, Decimal(row["value"])),
                "–" if row["target"] is None else target_in_words(kpi, Decimal(row["target"])),
                Verdict(row["verdict"]).label,
                row["cases"],
            )
            for kpi, row in found
        ],
    )


SECTION = Section(code="kpis", order=70, title=gettext_lazy("KPIs"), gather=gather, write=write)

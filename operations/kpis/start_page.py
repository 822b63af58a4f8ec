"""The key figures that miss their target, on the start page."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from core.console.badges import Tone
from core.console.start_page import Attention, StartPage
from core.models import User
from operations.kpis.addresses import page_address
from operations.kpis.measuring import ALL, territories_seen_by
from operations.kpis.models import KpiSnapshot
from operations.kpis.registry import KPIS
from operations.kpis.rights import may_see, own_territories
from operations.kpis.verdicts import Verdict, distance, verdict_on
from operations.kpis.wording import target_in_words, value_in_words

SHOWN = 5  # the rest is one click away
_WEIGHT = 60


def attention(user: User) -> Iterator[Attention]:
    """The KPIs that miss their target in what the user sees, the farthest from it first. One query; none for nobody.

    Who sees all territories is told of the total, others of each of their territories.
    """
    kpis = {name for name, kpi in KPIS.items() if may_see(kpi, user)}
    places = [ALL] if ALL in territories_seen_by(user) else own_territories(user)
    if not kpis or not places:
        return
    missed: list[tuple[Decimal, KpiSnapshot]] = []
    for row in KpiSnapshot.objects.filter(kpi__in=kpis, territory__in=places):
        verdict = verdict_on(KPIS[row.kpi], row.value, row.population, row.target)
        if verdict is Verdict.MISSED and row.value is not None and row.target is not None:
            missed.append((distance(row.value, row.target), row))
    missed.sort(key=lambda found: (-found[0], found[1].kpi, found[1].territory))
    for rank, (_distance, row) in enumerate(missed[:SHOWN]):
        yield _shown(row, _WEIGHT - rank)


def _shown(row: KpiSnapshot, weight: int) -> Attention:
    kpi = KPIS[row.kpi]
    value, target = value_in_words(kpi.unit, row.value or Decimal(0)), target_in_words(kpi, row.target or Decimal(0))
    query = f"?territory={row.territory}" if row.territory else ""
    return Attention(
        badge=_("KPI"),
        tone=Tone.WARNING,
        title=f"{kpi.title} ({row.territory})" if row.territory else kpi.title,
        url=page_address(kpi) + query,
        note=_("%(value)s, should be %(target)s") % {"value": value, "target": target},
        weight=weight,
    )


START_PAGE = StartPage(order=30, attention=attention)

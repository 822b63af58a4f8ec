"""The KPIs that miss the targets of the season, in each of the user's territories."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.console.badges import with_note
from core.console.tables import Action, Table
from core.models import User
from operations.incidents.admin.texts import since
from operations.kpis.addresses import OVERVIEW, page_address
from operations.kpis.admin.texts import shown, territory_name
from operations.kpis.models import KpiSnapshot
from operations.kpis.registry import KPIS
from operations.kpis.rights import own_territories, visible_kpis
from operations.kpis.verdicts import Verdict, distance, verdict_on
from operations.kpis.wording import target_in_words

SHOWN = 8
# Measured every minute or so; from here on it is said that a value is an old one.
_OLD = 5


def kpi_table(user: User, now: datetime) -> Table:
    """Those that miss the target they were measured against, the farthest from it first. One query."""
    names = {kpi.name for kpi in visible_kpis(user)}
    rows = list(KpiSnapshot.objects.filter(kpi__in=names, territory__in=own_territories(user)))
    missed = sorted((each for each in rows if _is_missed(each)), key=_rank)
    return Table(
        ident="kpis",
        title=_("KPIs that miss their target"),
        columns=(_("KPI"), _("Value"), _("Target")),
        rows=[_row(each, now) for each in missed[:SHOWN]],
        empty=_("Every KPI that has a target meets it.") if rows else _("No KPI has been measured yet."),
        action=Action(label=_("All"), url=OVERVIEW),
        total=len(missed),
    )


def _is_missed(row: KpiSnapshot) -> bool:
    return verdict_on(KPIS[row.kpi], row.value, row.population, row.target) is Verdict.MISSED


def _rank(row: KpiSnapshot) -> tuple[Decimal, str, str]:
    return -distance(row.value or Decimal(0), row.target or Decimal(0)), row.kpi, row.territory


def _row(row: KpiSnapshot, now: datetime) -> Sequence[str | SafeString]:
    kpi = KPIS[row.kpi]
    link = format_html('<a href="{}?territory={}">{}</a>', page_address(kpi), row.territory, kpi.title)
    value = shown(kpi, row.value)
    is_old = now - row.measured_at > timedelta(seconds=_OLD * settings.KPI_REFRESH_SECONDS)
    return (
        with_note(link, territory_name(row.territory)),
        with_note(value, _("measured %(when)s") % {"when": since(row.measured_at, now)}, urgent=True)
        if is_old
        else value,
        target_in_words(kpi, row.target or Decimal(0)),
    )

"""All key figures at a glance: what stands on each card."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.admin.texts import moment
from core.models import User
from core.svg import sparkline
from operations.kpis.addresses import page_address, rows_address, runbook_address
from operations.kpis.admin.texts import cases, season_line, shown, territory_name, verdict_badge, window_in_words
from operations.kpis.querysets.present import Present, PresentValues, Value
from operations.kpis.querysets.trends import trends_for
from operations.kpis.registry import Kpi, Subject
from operations.kpis.rights import own_territories, visible_kpis
from operations.kpis.verdicts import Verdict
from operations.kpis.wording import target_in_words

_SEE_RUNBOOKS = "runbooks.view_runbook"


@dataclass(frozen=True, slots=True)
class Line:
    """A territory on a card."""

    name: str
    value: str
    badge: SafeString


@dataclass(frozen=True, slots=True)
class Card:
    """A KPI; `rows` and `runbook` are addresses, empty where the user may not go there."""

    name: str
    title: str | Promise
    value: str
    is_missed: bool
    badge: SafeString
    target: str
    note: str
    trend: SafeString
    lines: Sequence[Line]
    url: str
    rows: str
    runbook: str
    age: str


def overview(user: User, now: datetime) -> dict[str, Any]:
    """What the page shows: cards by subject, the season, how old the values are. Six queries, none of them long."""
    kpis = visible_kpis(user)
    present, trends = PresentValues(user, kpis, now), trends_for(user)
    found: dict[str, list[Card]] = {}
    missed = 0
    for kpi in kpis:
        value = present.of(kpi)
        missed += value.total.verdict is Verdict.MISSED
        found.setdefault(kpi.subject, []).append(_card(value, trends.get(kpi.name, ()), user))
    return {
        "groups": [(subject.label, subject.value, found[subject]) for subject in Subject if subject in found],
        "seasons": [season_line(season) for season in present.seasons],
        "missed": missed,
        "missed_line": ngettext(
            "%(count)s KPI misses its target", "%(count)s KPIs miss their target", missed
        ) % {"count": missed},
        "territories": [territory_name(each) for each in own_territories(user)],
    }  # fmt: skip


def _card(present: Present, past: Sequence[Any], user: User) -> Card:
    kpi, total = present.kpi, present.total
    since, until = present.window
    lines = present.territories if len(present.territories) > 1 else ()
    return Card(
        name=kpi.name,
        title=kpi.title,
        value=shown(kpi, total.value),
        is_missed=total.verdict is Verdict.MISSED,
        badge=verdict_badge(kpi, total.verdict),
        target="" if total.target is None else target_in_words(kpi, total.target),
        note=f"{window_in_words(kpi)} · {cases(total.population)}",
        trend=_trend(kpi, [*past, total.value]),
        lines=[_line(kpi, each) for each in lines],
        url=page_address(kpi),
        rows=rows_address(kpi, since, until) if user.has_perm(kpi.permission) else "",
        runbook=runbook_address(kpi) if user.has_perm(_SEE_RUNBOOKS) else "",
        age=_("measured now") if present.is_live else _("measured %(when)s") % {"when": moment(present.measured_at)},
    )


def _line(kpi: Kpi, value: Value) -> Line:
    return Line(territory_name(value.territory), shown(kpi, value.value), verdict_badge(kpi, value.verdict))


def _trend(kpi: Kpi, values: Sequence[Any]) -> SafeString:
    known = [value for value in values if value is not None]
    told = _("Trend of %(title)s, %(count)s values, oldest first: %(values)s") % {
        "title": kpi.title,
        "count": len(known),
        "values": "; ".join(shown(kpi, value) for value in known),
    }
    return sparkline([float(value) for value in known], title=told)

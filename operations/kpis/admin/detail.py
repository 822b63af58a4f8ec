"""One key figure: over time, by territory, what it should be, how it is computed, and who answers for it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.console.tables import Action, Table
from core.models import User
from operations.kpis.addresses import rows_address
from operations.kpis.admin.chart import in_words, series_chart
from operations.kpis.admin.texts import (
    bucket_name,
    cases,
    day,
    season_line,
    season_name,
    shown,
    territory_name,
    verdict_badge,
)
from operations.kpis.breakdowns import Share, breakdown_of
from operations.kpis.measuring import ALL, sql_of
from operations.kpis.models import KpiTarget
from operations.kpis.registry import Kpi, Unit
from operations.kpis.rights import SEE_CONTACTS, SEE_TARGETS, own_territories
from operations.kpis.series import Point, Series
from operations.kpis.wording import target_in_words, value_in_words
from operations.runbooks.models import Contact

_MOST_ROWS = 50  # representatives and teams: the most expensive
Cell = str | Promise | SafeString


def detail(series: Series, user: User) -> dict[str, Any]:
    """What the page shows of a measured series."""
    kpi, whole = series.kpi, series.whole
    rows = rows_address(kpi, series.period.since, series.period.until, series.territory)
    return {
        "value": shown(kpi, whole.value),
        "badge": verdict_badge(kpi, whole.verdict),
        "cases": cases(whole.population),
        "target": "" if whole.target is None else target_in_words(kpi, whole.target),
        "place": territory_name(series.territory) if series.territory else "",
        "seasons": [season_line(season) for season in series.seasons],
        "chart": series_chart(series, title=str(kpi.title)),
        "words": in_words(series),
        "rows": rows,
        "tables": [table for table in _tables(series, user) if table is not None],
        "values": _values(series),
        "sql": sql_of(kpi).strip(),
    }


def contacts_of(kpi: Kpi, user: User) -> Sequence[Contact]:
    """How to reach who answers for a KPI, for those who may see contacts."""
    return list(Contact.objects.filter(role=kpi.owner)) if user.has_perm(SEE_CONTACTS) else []


def _tables(series: Series, user: User) -> list[Table | None]:
    by_territory = _by_territory(series) if len(series.by_territory) > 1 else None
    return [by_territory, *_breakdown(series, user), _targets(series.kpi, user)]


def _row(series: Series, name: str, point: Point) -> Sequence[Cell]:
    kpi = series.kpi
    target = "–" if point.target is None else target_in_words(kpi, point.target)
    return (name, shown(kpi, point.value), target, verdict_badge(kpi, point.verdict), _count(point.population))


def _values(series: Series) -> Table:
    rows = [_row(series, bucket_name(series.period.bucket, each.since, each.until), each) for each in series.points]
    columns = (_("Time"), _("Value"), _("Target"), _("Verdict"), _("Cases"))
    return Table(ident="values", title=_("Values"), columns=columns, rows=rows)


def _by_territory(series: Series) -> Table:
    rows = [_row(series, territory_name(point.territory), point) for point in series.by_territory]
    columns = (_("Territory"), _("Value"), _("Target"), _("Verdict"), _("Cases"))
    return Table(ident="by-territory", title=_("By territory, over the whole time"), columns=columns, rows=rows)


def _breakdown(series: Series, user: User) -> list[Table]:
    found = breakdown_of(series, user)
    if found is None:
        return []
    ids = [share.user_id for share in found.users[:_MOST_ROWS] if share.user_id is not None]
    people = {person.pk: person.get_full_name() or person.get_username() for person in User.objects.filter(pk__in=ids)}
    nobody, no_team = _("nobody in particular"), _("no team")

    def name(share: Share) -> str:
        return nobody if share.user_id is None else people.get(share.user_id, f"#{share.user_id}")

    return [
        _shares("by-user", _("By representative"), _("Representative"), [(name(each), each) for each in found.users]),
        _shares("by-team", _("By team"), _("Team"), [(each.team or no_team, each) for each in found.teams]),
    ]


def _shares(ident: str, title: str, column: str, shares: Sequence[tuple[str, Share]]) -> Table:
    rows = [
        (
            name,
            value_in_words(Unit.EUROS, share.euros),
            _count(share.leads),
            _("no leads") if share.each is None else value_in_words(Unit.EUROS, share.each),
        )
        for name, share in shares[:_MOST_ROWS]
    ]
    return Table(ident=ident, title=title, columns=(column, _("Costs"), _("New leads"), _("A lead")), rows=rows)


def _targets(kpi: Kpi, user: User) -> Table | None:
    if not user.has_perm(SEE_TARGETS):
        return None
    found = KpiTarget.objects.filter(kpi=kpi.name, territory__in=[ALL, *own_territories(user)])
    rows = [
        (
            day(row.valid_from),
            territory_name(row.territory) if row.territory else _("any"),
            season_name(row.season) if row.season else _("any"),
            target_in_words(kpi, row.target),
        )
        for row in found.order_by("-valid_from", "territory", "season")
    ]
    return Table(
        ident="targets",
        title=_("Targets"),
        columns=(_("From"), _("Territory"), _("Season"), _("Target")),
        rows=rows,
        empty=_("It has no target."),
        action=Action(label=_("All targets"), url=f"/admin/kpis/kpitarget/?kpi={kpi.name}"),
    )


def _count(number: int) -> str:
    return value_in_words(Unit.COUNT, Decimal(number))

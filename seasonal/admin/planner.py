"""A year at a glance: the picture, and the same in tables."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.admin.texts import moment
from core.console.tables import Action, Table
from core.models import User
from seasonal.admin.playbooks.calendar import marked_tables
from seasonal.admin.texts import days, percent, state_badge, territory_name, times
from seasonal.admin.year_chart import YearChart
from seasonal.models import Season
from seasonal.planning.calendar import PlannedSeason, SeasonCalendar
from seasonal.querysets.marks import load_marks
from seasonal.querysets.planning import load_calendar
from seasonal.rights import PLAN, own_territories

YEARS = range(2020, 2101)


def planner(user: User, year: int, today: date) -> dict[str, Any]:
    """What the page of a year shows to a user."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    calendar = load_calendar(first, last)
    territories = own_territories(user)
    mine = SeasonCalendar(
        calendar.seasons, calendar.shares, [each for each in calendar.campaigns if each.territory in territories]
    )
    marks = load_marks(first, last, today=today)
    chart = YearChart(mine, year, territories, today, marks)
    seasons = Season.objects.in_bulk([each.pk for each in mine.seasons])
    return {
        "year": year,
        "before": year - 1 if year - 1 in YEARS else None,
        "after": year + 1 if year + 1 in YEARS else None,
        "copy_url": reverse("admin:seasonal_season_copy_year", args=[year])
        if user.has_perm(PLAN) and year + 1 in YEARS
        else None,
        "chart": chart.picture(),
        "is_this_year": today.year == year,
        "tables": [
            _seasons(mine, seasons, territories, may_plan=user.has_perm(PLAN)),
            _overlaps(chart),
            _campaigns(mine),
            *marked_tables(marks),
        ],
    }


def _seasons(calendar: SeasonCalendar, rows: dict[int, Season], territories: Sequence[str], *, may_plan: bool) -> Table:
    def cells(each: PlannedSeason) -> list[str | SafeString]:
        page = reverse("admin:seasonal_season_change", args=[each.pk])
        factors = [times(calendar.factor(each, territory).factor) for territory in territories]
        name = format_html('<a href="{}">{}</a>', page, each.name)
        return [name, days(each.first, each.last), state_badge(rows[each.pk]), *factors]

    return Table(
        ident="seasons",
        title=_("Seasons"),
        columns=(_("Season"), _("Days"), _("State"), *(territory_name(each) for each in territories)),
        rows=[cells(each) for each in calendar.seasons],
        empty=_("No season is planned in this year."),
        action=Action(label=_("Plan a season"), url=reverse("admin:seasonal_season_add")) if may_plan else None,
    )


def _overlaps(chart: YearChart) -> Table:
    return Table(
        ident="overlaps",
        title=_("Overlaps"),
        columns=(_("Seasons"), _("Days"), _("What counts")),
        rows=[
            (
                f"{each.one.name} / {each.other.name}",
                days(each.first, each.last),
                _("In each territory the larger factor; they are not added."),
            )
            for each in chart.overlaps
        ],
        empty=_("No seasons overlap in this year."),
    )


def _campaigns(calendar: SeasonCalendar) -> Table:
    return Table(
        ident="campaigns",
        title=_("Campaigns"),
        columns=(_("Campaign"), _("Territory"), _("Time"), _("Reach"), _("Burst"), _("Load")),
        rows=[
            (
                each.name,
                territory_name(each.territory),
                f"{moment(each.starts_at)} – {moment(each.ends_at)}",
                percent(each.ratio),
                times(each.burst),
                times(each.factor),
            )
            for each in calendar.campaigns
        ],
        empty=_("No campaign is planned in this year."),
        action=Action(label=_("All campaigns"), url=reverse("admin:seasonal_campaign_changelist")),
    )

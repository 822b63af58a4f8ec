"""Loads what the planning computes with: one query a table."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from core.walltime import berlin_instant
from seasonal.models import Campaign, RegionShare, Season, SeasonHours, Uplift
from seasonal.planning.calendar import Hours, PlannedCampaign, PlannedSeason, SeasonCalendar, Shares

_DAY = timedelta(days=1)


def load_calendar(first: date, last: date) -> SeasonCalendar:
    """Seasons and campaigns that touch the days from `first` to `last`, both included, and all shares. Five queries."""
    seasons = list(Season.objects.touching(first, last))
    uplifts: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for row in Uplift.objects.filter(season__in=seasons).select_related("region"):
        uplifts[row.season_id][row.region.code] = row.percent
    hours: dict[int, dict[str, Hours]] = defaultdict(dict)
    for each in SeasonHours.objects.filter(season__in=seasons):
        hours[each.season_id][each.territory] = Hours(each.from_hour, each.to_hour)
    planned = [
        PlannedSeason(
            season.pk,
            season.kind,
            str(season),
            season.starts_on,
            season.ends_on,
            season.overall_factor,
            uplifts[season.pk],
            hours[season.pk],
        )
        for season in seasons
    ]
    return SeasonCalendar(planned, _shares(), _campaigns(first, last))


def seasons_felt(first: date, last: date) -> list[str]:
    """Names of the seasons that raise the load anywhere on days from `first` to `last`, both included."""
    calendar = load_calendar(first, last)
    return [
        each.name
        for each in calendar.seasons
        if any(calendar.factor(each, territory).factor > 1 for territory in each.hours)
    ]


def _shares() -> list[Shares]:
    rows: dict[tuple[str, date], list[RegionShare]] = defaultdict(list)
    for row in RegionShare.objects.select_related("region").order_by("region__pk"):
        rows[row.region.territory, row.valid_from].append(row)
    return [
        Shares(
            territory,
            valid_from,
            [(row.region.code, row.region.name, row.percent / 100) for row in parts],
            any(row.is_assumption for row in parts),
        )
        for (territory, valid_from), parts in rows.items()
    ]


def _campaigns(first: date, last: date) -> list[PlannedCampaign]:
    begin, end = (berlin_instant(datetime.combine(day, time())) for day in (first - _DAY, last + 2 * _DAY))
    return [
        PlannedCampaign(row.name, row.territory, row.starts_at, row.ends_at, row.burst, row.ratio / 100)
        for row in Campaign.objects.filter(starts_at__lt=end, ends_at__gt=begin).order_by("starts_at")
    ]

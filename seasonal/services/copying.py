"""Copying to the next year: a season with its campaigns, or all of a year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from core.models import User
from core.walltime import berlin_instant, berlin_wall
from seasonal.errors import SeasonRefused, constraint_errors
from seasonal.models import Campaign, Season, SeasonHours, Uplift
from seasonal.planning.next_year import NextYear, next_times_of, next_year_of
from seasonal.rights import own_territories
from seasonal.services.seasons import PLANNED_FIELDS
from seasonal.services.turns import COPYING, take_turn

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MovedSeason:
    """A season, its days in the next year, and what is there already (then it is left alone)."""

    season: Season
    days: NextYear
    there: Season | None


@dataclass(frozen=True, slots=True)
class MovedCampaign:
    """A campaign, its time in the next year, and whether there is one of its name there already."""

    campaign: Campaign
    starts_at: datetime
    ends_at: datetime
    is_there: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """What would be copied, or was, and the campaigns that were not since they begin in another year."""

    seasons: Sequence[MovedSeason]
    campaigns: Sequence[MovedCampaign]
    left_out: Sequence[Campaign] = ()


def moved_season(season: Season, actor: User) -> Moved:
    """What copying a season copies: itself, and its campaigns in the territories of whoever does it."""
    owned = _owned(season.starts_on, season.ends_on, actor)
    return Moved([_of_season(season)], [_of_campaign(each, season) for each, owner in owned if owner == season])


def moved_year(year: int, actor: User) -> Moved:
    """What copying a year copies: the seasons and the campaigns that begin in it. What of the year, or on days of those
    seasons, begins in another year is left out."""
    seasons = list(Season.objects.filter(starts_on__year=year).order_by("starts_on", "pk"))
    last = max([date(year, 12, 31), *(each.ends_on for each in seasons)])
    copied, left_out = [], []
    for campaign, owner in _owned(date(year, 1, 1), last, actor):
        if berlin_wall(campaign.starts_at).year == year:
            copied.append(_of_campaign(campaign, owner))
        else:
            left_out.append(campaign)
    return Moved([_of_season(each) for each in seasons], copied, left_out)


def copy_season_to_next_year(*, season: Season, actor: User) -> Season:
    """Plan the same season a year later, with its uplifts and hours, and its campaigns. The new one, planned.

    Raises SeasonRefused where there is one of its kind in those days already.
    """
    with constraint_errors(), transaction.atomic(), pghistory.context(user=actor.pk, source="admin"):
        take_turn(COPYING)
        moved = moved_season(season, actor)
        (mine,) = moved.seasons
        if mine.there:
            told = _("There is “%(season)s” in those days already.") % {"season": mine.there}
            raise SeasonRefused(told, code="season_there")
        copied = _copy_season(mine)
        _copy_campaigns(moved.campaigns)
    return copied


def copy_year(*, year: int, actor: User) -> Moved:
    """Plan the seasons and campaigns of a year once more for the next. What is there already is left as it is.

    What was done. Raises SeasonRefused where the year has nothing that could be copied.
    """
    with constraint_errors(), transaction.atomic(), pghistory.context(user=actor.pk, source="admin"):
        take_turn(COPYING)  # of two who do it at the same time the second finds what the first has made
        moved = moved_year(year, actor)
        if all(each.there for each in moved.seasons) and all(each.is_there for each in moved.campaigns):
            raise SeasonRefused(_("There is nothing in %(year)s that could be copied.") % {"year": year})
        for each in moved.seasons:
            if each.there is None:
                _copy_season(each)
        _copy_campaigns(moved.campaigns)
    return moved


def _owned(first: date, last: date, actor: User) -> Iterable[tuple[Campaign, Season | None]]:
    """Campaigns on days from one to another, in the territories of `actor`, each with the season that it goes with: of
    those on whose days it is and that are felt in its territory, the one whose first day is nearest to its own."""
    begin, end = (berlin_instant(datetime.combine(day, time())) for day in (first, last + _DAY))
    rows = Campaign.objects.filter(starts_at__lt=end, ends_at__gt=begin, territory__in=own_territories(actor))
    felt = set(SeasonHours.objects.values_list("season", "territory"))
    there = list(Season.objects.touching(first - 366 * _DAY, last + 366 * _DAY))
    for campaign in rows.order_by("starts_at", "pk"):
        from_day, to_day = (berlin_wall(each).date() for each in (campaign.starts_at, campaign.ends_at))
        on_its_days = [
            each
            for each in there
            if each.starts_on <= to_day and each.ends_on >= from_day and (each.pk, campaign.territory) in felt
        ]
        # Not by the last day: what is said of a season is said when it begins, not when another one ends.
        yield campaign, min(on_its_days, key=partial(_distance, from_day), default=None)


def _distance(day: date, season: Season) -> timedelta:
    return abs(season.starts_on - day)


def _of_season(season: Season) -> MovedSeason:
    days = next_year_of(season)
    there = Season.objects.filter(kind=season.kind).touching(days.starts_on, days.ends_on).exclude(pk=season.pk)
    return MovedSeason(season, days, there.first())


def _of_campaign(campaign: Campaign, season: Season | None) -> MovedCampaign:
    starts_at, ends_at = next_times_of(campaign, season)
    same = Campaign.objects.filter(name=campaign.name, territory=campaign.territory).exclude(pk=campaign.pk)
    is_there = same.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exists()
    return MovedCampaign(campaign, starts_at, ends_at, is_there)


def _copy_season(moved: MovedSeason) -> Season:
    season = moved.season
    copied = Season(**{name: getattr(season, name) for name in PLANNED_FIELDS})
    copied.starts_on, copied.ends_on = moved.days.starts_on, moved.days.ends_on
    copied.save(force_insert=True)
    Uplift.objects.bulk_create(
        Uplift(season=copied, region_id=each.region_id, percent=each.percent) for each in season.uplifts.all()
    )
    SeasonHours.objects.bulk_create(
        SeasonHours(season=copied, territory=each.territory, from_hour=each.from_hour, to_hour=each.to_hour)
        for each in season.hours.all()
    )
    return copied


def _copy_campaigns(moved: Sequence[MovedCampaign]) -> None:
    Campaign.objects.bulk_create(
        Campaign(
            name=each.campaign.name,
            territory=each.campaign.territory,
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            burst=each.campaign.burst,
            ratio=each.campaign.ratio,
        )
        for each in moved
        if not each.is_there
    )

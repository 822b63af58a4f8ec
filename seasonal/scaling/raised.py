"""The times of a year at which the load of a territory is raised, each with what raises it and how much.

They lie over one another, as seasons do: at any instant the fleet follows the one that wants the most.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils.text import slugify

from core.territory import Territory
from seasonal.planning.calendar import PlannedCampaign, PlannedSeason, SeasonCalendar
from seasonal.scaling.windows import ZONES

_DAY = timedelta(days=1)
AT_REST = "normal-load"


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """`factor` times the normal load, by a season, by a campaign (`season` None), or by one in the other.

    From `from_hour` up to `to_hour` on each day from `first` to `last`; `nights`: without a break from the first day's
    `from_hour` to the last day's `to_hour`.
    """

    name: str
    season: PlannedSeason | None
    factor: Decimal
    first: date
    last: date
    from_hour: int
    to_hour: int
    nights: bool = False


def at_rest(year: int) -> Raised:
    """The normal load of a year: more than the floor where fewer were approved for a part of it, or for all."""
    return Raised(
        name=AT_REST,
        season=None,
        factor=Decimal(1),
        first=date(year, 1, 1),
        last=date(year + 1, 1, 1),
        from_hour=0,
        to_hour=0,
        nights=True,
    )


def cut(whole: Raised, days: Sequence[date]) -> Iterator[Raised]:
    """Its parts before and from each of `days`, which lie after its first, in their order."""
    rest = whole
    for day in days:
        if whole.nights:
            if day == whole.last and not whole.to_hour:
                break  # it ends with the day before
            yield replace(rest, last=day, to_hour=0)
            rest = replace(rest, first=day, from_hour=0)
        else:
            yield replace(rest, last=day - _DAY)
            rest = replace(rest, first=day)
    yield rest


def raised(calendar: SeasonCalendar, territory: Territory, year: int) -> list[Raised]:
    """All of a year in a territory. Campaigns are on full hours (`seasonal.planning.full_hours`)."""
    seasons = [each for season in calendar.seasons for each in _of_season(calendar, season, territory, year)]
    found: list[Raised] = [*seasons]
    for campaign in calendar.campaigns:
        if campaign.territory == territory and campaign.factor > 1:
            found += _of_campaign(campaign, territory, seasons)
    return found


def _of_season(calendar: SeasonCalendar, season: PlannedSeason, territory: Territory, year: int) -> Iterator[Raised]:
    """One, or more where the shares of regions change within it."""
    hours = season.hours.get(territory)
    first, last = max(season.first, date(year, 1, 1)), min(season.last, date(year, 12, 31))
    if hours is None or last < first:
        return
    days = [first + _DAY * number for number in range((last - first).days + 1)]
    factors = [calendar.factor(season, territory, day).factor for day in days]
    begin = 0
    for index in range(1, len(days) + 1):
        if index < len(days) and factors[index] == factors[begin]:
            continue
        if factors[begin] > 1:
            yield Raised(
                name=slugify(season.kind) or "season",
                season=season,
                factor=factors[begin],
                first=days[begin],
                last=days[index - 1],
                from_hour=hours.from_hour,
                to_hour=hours.to_hour,
            )
        begin = index


def _of_campaign(campaign: PlannedCampaign, territory: Territory, seasons: Sequence[Raised]) -> Iterator[Raised]:
    """The campaign by itself, and in the hours of each season what it makes of that."""
    zone = ZONES[territory]
    begin, end = (each.astimezone(zone).replace(tzinfo=None) for each in (campaign.starts_at, campaign.ends_at))
    name = slugify(campaign.name) or "campaign"
    yield Raised(
        name=name,
        season=None,
        factor=campaign.factor,
        first=begin.date(),
        last=end.date(),
        from_hour=begin.hour,
        to_hour=end.hour,
        nights=True,
    )
    for season in seasons:
        for part in _within(season, begin, end):
            yield replace(part, name=f"{name}-{season.name}", factor=season.factor * campaign.factor)


def _within(season: Raised, begin: datetime, end: datetime) -> Iterator[Raised]:
    """The hours of a season between two times on the wall; days with the same hours together."""
    first, last = max(season.first, begin.date()), min(season.last, end.date())
    found: Raised | None = None
    for number in range((last - first).days + 1):
        day = first + _DAY * number
        opens, closes = (datetime.combine(day, time(hour)) for hour in (season.from_hour, season.to_hour))
        from_time, to_time = max(opens, begin), min(closes, end)
        if from_time >= to_time:
            continue
        hours = (from_time.hour, to_time.hour)
        if found and (found.from_hour, found.to_hour) == hours and found.last == day - _DAY:
            found = replace(found, last=day)
            continue
        if found:
            yield found
        found = replace(season, first=day, last=day, from_hour=hours[0], to_hour=hours[1])
    if found:
        yield found

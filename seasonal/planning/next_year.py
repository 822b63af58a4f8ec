"""The same days a year later: the same dates, or as far from Easter, each season as it keeps to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.walltime import berlin_instant, berlin_wall
from seasonal.models import Anchor, Campaign, Season
from seasonal.planning.feasts import easter, same_date, same_distance_from_easter


@dataclass(frozen=True, slots=True)
class NextYear:
    """The days that a season has in the next year, and the Easters that moved them."""

    starts_on: date
    ends_on: date
    easters: Sequence[date]


def next_year_of(season: Season) -> NextYear:
    """The days of a season a year later: the same dates, or where it hangs on Easter, as far from that."""
    starts_on = _moved(season.starts_on, season.starts_by)
    ends_on = _moved(season.ends_on, season.ends_by)
    moved = [day.year for day, by in ((starts_on, season.starts_by), (ends_on, season.ends_by)) if by == Anchor.EASTER]
    return NextYear(starts_on, ends_on, [easter(year) for year in sorted(set(moved))])


def next_times_of(campaign: Campaign, season: Season | None) -> tuple[datetime, datetime]:
    """From when until when a campaign is a year later: it moves as the end of its season does that it is nearer to, or
    (without one) keeps its date; at the same time of day in Berlin, and as long by the clock on the wall."""
    begin, end = berlin_wall(campaign.starts_at), berlin_wall(campaign.ends_at)
    day = _moved(begin.date(), _anchor(begin.date(), season))
    starts_at = berlin_instant(datetime.combine(day, begin.time()))
    ends_at = berlin_instant(datetime.combine(day, begin.time()) + (end - begin))
    # In the night of a change of clocks the wall may show no time between the two.
    return starts_at, ends_at if ends_at > starts_at else starts_at + (campaign.ends_at - campaign.starts_at)


def _anchor(day: date, season: Season | None) -> str:
    if season is None:
        return Anchor.DATE
    is_nearer_to_its_end = abs(season.ends_on - day) < abs(day - season.starts_on)
    return season.ends_by if is_nearer_to_its_end else season.starts_by


def _moved(day: date, by: str) -> date:
    return same_distance_from_easter(day, day.year + 1) if by == Anchor.EASTER else same_date(day, day.year + 1)

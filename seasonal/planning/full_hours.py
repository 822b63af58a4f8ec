"""Campaigns on full hours: a fleet is scaled by the hour, and a campaign is felt in each hour that it touches."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.territory import Territory
from seasonal.planning.calendar import PlannedCampaign, SeasonCalendar
from seasonal.scaling.windows import NO_HOUR, ZONES

_HOUR = timedelta(hours=1)


def on_full_hours(calendar: SeasonCalendar) -> SeasonCalendar:
    """The calendar with every campaign rounded outwards, by the clock on the wall in its territory."""
    return replace(calendar, campaigns=[_rounded(each) for each in calendar.campaigns])


def _rounded(campaign: PlannedCampaign) -> PlannedCampaign:
    zone = ZONES[Territory(campaign.territory)]
    begin, end = _wall(campaign.starts_at, zone), _wall(campaign.ends_at, zone)
    first = begin.replace(minute=0, second=0, microsecond=0)
    last = end.replace(minute=0, second=0, microsecond=0)
    if last < end:
        last += _HOUR
    # At 2 nothing begins or ends: one night has no such hour, and one has it twice.
    if first.hour == NO_HOUR:
        first -= _HOUR
    if last.hour == NO_HOUR:
        last += _HOUR
    return replace(campaign, starts_at=first.replace(tzinfo=zone), ends_at=last.replace(tzinfo=zone))


def _wall(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)

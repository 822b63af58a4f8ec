"""Campaigns lie on full hours, and never begin or end at 2."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from seasonal.planning.calendar import PlannedCampaign, SeasonCalendar
from seasonal.planning.full_hours import on_full_hours

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("begin", "end", "first", "last"),
    [
        ("2027-09-01T10:00", "2027-09-01T12:00", "2027-09-01T10:00", "2027-09-01T12:00"),
        ("2027-09-01T10:59:59", "2027-09-01T12:00:01", "2027-09-01T10:00", "2027-09-01T13:00"),
        ("2027-09-01T22:30", "2027-09-01T23:30", "2027-09-01T22:00", "2027-09-02T00:00"),
        # A night without 2 o'clock: 1:30 UTC is half past three.
        ("2027-03-28T00:30+01:00", "2027-03-28T01:30+00:00", "2027-03-28T00:00", "2027-03-28T04:00"),
        # A night with two of them, from the first and from the second.
        ("2027-10-31T02:30+02:00", "2027-10-31T02:40+02:00", "2027-10-31T01:00", "2027-10-31T03:00"),
        ("2027-10-31T02:30+01:00", "2027-10-31T02:00+01:00", "2027-10-31T01:00", "2027-10-31T03:00"),
    ],
)
def test_it_is_rounded_outwards_by_the_clock_on_the_wall(begin: str, end: str, first: str, last: str) -> None:
    starts_at, ends_at = (_instant(each) for each in (begin, end))
    campaign = PlannedCampaign("c", "DE", starts_at, ends_at, Decimal(2), Decimal(1))
    (found,) = on_full_hours(SeasonCalendar([], [], [campaign])).campaigns
    assert (found.starts_at, found.ends_at) == (_instant(first), _instant(last))


def _instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=BERLIN)

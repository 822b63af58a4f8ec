"""Calendar arithmetic on the wall clock of Europe/Berlin, exactly as PostgreSQL does it (core/sql/walltime)."""

import calendar
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def berlin_wall(instant: datetime) -> datetime:
    """What Berlin's clocks show at an aware instant, as a naive datetime."""
    return instant.astimezone(BERLIN).replace(tzinfo=None, fold=0)


def berlin_instant(wall: datetime) -> datetime:
    """The instant (UTC) at which Berlin's clocks show a naive wall time.

    In the repeated hour the later one; a time inside the gap of spring moves forward by the gap.
    """
    later = wall.replace(tzinfo=BERLIN, fold=1).astimezone(UTC)
    if berlin_wall(later) == wall:
        return later
    return wall.replace(tzinfo=BERLIN, fold=0).astimezone(UTC)


def add_months(wall: datetime, months: int) -> datetime:
    """The same day and time so many months later, or the month's last day where it is shorter."""
    years, month = divmod(wall.month - 1 + months, 12)
    year, month = wall.year + years, month + 1
    return wall.replace(year=year, month=month, day=min(wall.day, calendar.monthrange(year, month)[1]))


def next_eight(instant: datetime) -> datetime:
    """The first 08:00 in Berlin at or after an aware instant, in UTC."""
    wall = berlin_wall(instant)
    eight = datetime.combine(wall.date(), time(8))
    return berlin_instant(eight if wall <= eight else eight + timedelta(days=1))

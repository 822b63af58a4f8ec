"""The times that key figures are measured over, on Berlin's calendar."""

from datetime import date, datetime, time, timedelta

from core.walltime import add_months, berlin_instant, berlin_wall
from operations.kpis.registry import Kpi


def present_window(kpi: Kpi, now: datetime) -> tuple[datetime, datetime]:
    """What the present value of a KPI covers at an aware instant: its window up to `now`, or the whole Berlin month."""
    if not kpi.is_monthly:
        return now - kpi.window, now
    first = berlin_wall(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return berlin_instant(first), berlin_instant(add_months(first, 1))


def trend_edges(kpi: Kpi, now: datetime, points: int = 12) -> list[datetime]:
    """The edges of `points` windows one after the other, the last of which is the present one."""
    since, until = present_window(kpi, now)
    if kpi.is_monthly:
        wall = berlin_wall(since)
        return [berlin_instant(add_months(wall, n)) for n in range(1 - points, 1)] + [until]
    return [now - kpi.window * n for n in range(points, 0, -1)] + [until]


def day_edges(first: date, last: date) -> list[datetime]:
    """The midnights in Berlin around each day from `first` to `last`; a day has 23, 24 or 25 hours."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 2)]
    return [berlin_instant(datetime.combine(day, time())) for day in days]

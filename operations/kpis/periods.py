"""The time that somebody asks about, on Berlin's calendar, cut into buckets."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.walltime import add_months, berlin_instant, berlin_wall
from operations.kpis.errors import PeriodRefused
from operations.kpis.registry import Kpi

MOST_BUCKETS = 400
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
_HOUR = timedelta(hours=1)


class Bucket(TextChoices):
    """How finely a time is cut."""

    HOUR = "hour", gettext_lazy("hour")
    DAY = "day", gettext_lazy("day")
    WEEK = "week", gettext_lazy("week")
    MONTH = "month", gettext_lazy("month")


@dataclass(frozen=True, slots=True)
class Period:
    """From the beginning of `first` to the end of `last`, in Berlin. Raises PeriodRefused for what makes no sense.

    Weeks begin on Mondays and months on their first; the first and the last bucket may be cut short. A day has 23, 24
    or 25 hours.
    """

    first: date
    last: date
    bucket: Bucket

    def __post_init__(self) -> None:
        for field, day in (("from", self.first), ("until", self.last)):
            if not FIRST_DAY <= day <= LAST_DAY:
                raise PeriodRefused(_("Choose a day of the years 2000 to 2099."), field=field)
        if self.first > self.last:
            raise PeriodRefused(_("The last day is before the first one."), field="until")
        if (count := len(self.edges) - 1) > MOST_BUCKETS:
            told = {"count": count, "most": MOST_BUCKETS}
            raise PeriodRefused(
                _("That would be %(count)s values; at most %(most)s are shown. Choose a shorter time or larger steps.")
                % told,
                field="bucket",
                params=told,
            )

    @property
    def since(self) -> datetime:
        """When it begins."""
        return _midnight(self.first)

    @property
    def until(self) -> datetime:
        """When it is over."""
        return _midnight(self.last + timedelta(days=1))

    @property
    def edges(self) -> list[datetime]:
        """The instants between which the buckets lie, one more than there are buckets."""
        inner = self._hours() if self.bucket == Bucket.HOUR else map(_midnight, self._days())
        return [*inner, self.until]

    def _hours(self) -> Iterator[datetime]:
        # Berlin's offset is a whole number of hours: its midnights are full hours of UTC.
        count = (self.until - self.since) // _HOUR
        return (self.since + _HOUR * number for number in range(count))

    def _days(self) -> Iterator[date]:
        day = self.first
        while day <= self.last:
            yield day
            day = self._next(day)

    def _next(self, day: date) -> date:
        if self.bucket == Bucket.DAY:
            return day + timedelta(days=1)
        if self.bucket == Bucket.WEEK:
            return day + timedelta(days=7 - day.weekday())
        return add_months(datetime.combine(day.replace(day=1), time()), 1).date()


def usual_period(kpi: Kpi, now: datetime) -> Period:
    """What is shown of a KPI unless somebody asks for something else."""
    today = berlin_wall(now).date()
    if kpi.is_monthly:
        first = add_months(datetime.combine(today.replace(day=1), time()), -11).date()
        return Period(first, today, Bucket.MONTH)
    if kpi.window <= timedelta(days=7):
        return Period(today - timedelta(days=27), today, Bucket.DAY)
    monday = today - timedelta(days=today.weekday())
    return Period(monday - timedelta(weeks=25), today, Bucket.WEEK)


def _midnight(day: date) -> datetime:
    return berlin_instant(datetime.combine(day, time()))

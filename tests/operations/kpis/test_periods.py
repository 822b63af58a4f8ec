"""Buckets on Berlin's calendar, and what they are called."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from operations.kpis.errors import PeriodRefused
from operations.kpis.periods import Bucket, Period, usual_period
from operations.kpis.registry import KPIS
from tests.operations.kpis.scenes import NOW


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 21), 24)]
)
def test_a_day_is_as_long_as_it_is(day: date, hours: int) -> None:
    by_day, by_hour = (Period(day, day, bucket).edges for bucket in (Bucket.DAY, Bucket.HOUR))
    assert by_day[1] - by_day[0] == timedelta(hours=hours)
    assert len(by_hour) == hours + 1
    assert {until - since for since, until in pairwise(by_hour)} == {timedelta(hours=1)}
    assert (by_hour[0], by_hour[-1]) == (by_day[0], by_day[1])


def test_days_begin_at_midnight_in_berlin() -> None:
    edges = Period(date(2026, 10, 24), date(2026, 10, 26), Bucket.DAY).edges
    assert [f"{edge:%d %H}" for edge in edges] == ["23 22", "24 22", "25 23", "26 23"]


def test_months_over_both_changes_of_the_clock() -> None:
    edges = Period(date(2026, 3, 1), date(2026, 11, 30), Bucket.MONTH).edges
    assert edges[:3] == [
        datetime(2026, 2, 28, 23, tzinfo=UTC),
        *(datetime(2026, m, d, 22, tzinfo=UTC) for m, d in ((3, 31), (4, 30))),
    ]
    assert edges[-1] == datetime(2026, 11, 30, 23, tzinfo=UTC)


def test_weeks_and_cut_ends() -> None:
    period = Period(date(2026, 11, 4), date(2026, 11, 17), Bucket.WEEK)
    assert [(until - since).days for since, until in pairwise(period.edges)] == [5, 7, 2]


def test_at_most_400_buckets() -> None:
    assert len(Period(date(2026, 1, 1), date(2027, 2, 4), Bucket.DAY).edges) == 401
    with pytest.raises(PeriodRefused) as refused:
        Period(date(2026, 1, 1), date(2027, 2, 5), Bucket.DAY)
    assert (refused.value.field, refused.value.params) == ("bucket", {"count": 401, "most": 400})


@pytest.mark.parametrize("name", sorted(KPIS))
def test_what_is_usual_ends_today(name: str) -> None:
    period = usual_period(KPIS[name], NOW)
    assert period.since < NOW < period.until

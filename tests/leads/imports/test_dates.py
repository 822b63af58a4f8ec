"""Registration dates, on Berlin's wall clock."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from leads.imports.dates import parse_registered_at


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("31.12.2025", datetime(2025, 12, 30, 23, tzinfo=UTC)),
        ("1.7.2025", datetime(2025, 6, 30, 22, tzinfo=UTC)),
        ("31. 12. 2025", datetime(2025, 12, 30, 23, tzinfo=UTC)),
        ("31.12.2025 14:30", datetime(2025, 12, 31, 13, 30, tzinfo=UTC)),
        ("31.12.2025, 14:30:05 Uhr", datetime(2025, 12, 31, 13, 30, 5, tzinfo=UTC)),
        ("2025-12-31", datetime(2025, 12, 30, 23, tzinfo=UTC)),
        ("2025-12-31 14:30", datetime(2025, 12, 31, 13, 30, tzinfo=UTC)),
        ("2025-12-31T14:30:05.250", datetime(2025, 12, 31, 13, 30, 5, 250000, tzinfo=UTC)),
        ("2025-12-31T14:30:00Z", datetime(2025, 12, 31, 14, 30, tzinfo=UTC)),
        ("2025-12-31T14:30:00+02:00", datetime(2025, 12, 31, 12, 30, tzinfo=UTC)),
        ("46022", datetime(2025, 12, 30, 23, tzinfo=UTC)),
        ("46022.75", datetime(2025, 12, 31, 17, tzinfo=UTC)),
    ],
)
def test_usual_dates_are_understood(text: str, instant: datetime) -> None:
    assert parse_registered_at(text) == instant


def test_in_the_repeated_hour_the_later_instant_counts() -> None:
    assert parse_registered_at("26.10.2025 02:30") == datetime(2025, 10, 26, 1, 30, tzinfo=UTC)


def test_a_time_in_the_gap_of_spring_moves_forward() -> None:
    assert parse_registered_at("30.03.2025 02:30") == datetime(2025, 3, 30, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["31.12.25", "12/31/2025", "31.02.2025", "2025-13-01", "soon", "31.12.2025 25:00", "1.1.1900", "20251231", "99999"],
)
def test_dates_that_would_have_to_be_guessed_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        parse_registered_at(text)


def test_a_result_is_aware_and_in_utc() -> None:
    assert parse_registered_at("31.12.2025").utcoffset() == timedelta(0)

"""The axis: days, months or years, whichever has room."""

from datetime import timedelta

import pytest
from django.utils import translation

from leads.timeline.scale import Scale, ticks
from tests.console.examples import berlin

START = berlin("2026-02-26 15:06")


def labels(days: int, width: float) -> list[str]:
    with translation.override("en"):
        return [
            f"{tick.label} {tick.major}".strip() for tick in ticks(Scale(START, START + timedelta(days=days)), width)
        ]


def test_months_for_a_usual_lead() -> None:
    assert labels(280, 960)[:3] == ["Mar 2026", "Apr", "May"]


def test_every_other_month_where_it_is_narrow() -> None:
    assert labels(280, 280)[:3] == ["Mar 2026", "May", "Jul"]


def test_a_new_year_is_named() -> None:
    assert "Jan 2027" in labels(400, 960)


def test_days_for_a_few_weeks() -> None:
    assert labels(20, 960)[:4] == ["27. Feb 2026", "28.", "1. Mar 2026", "2."]


def test_years_for_decades() -> None:
    assert labels(365 * 20, 640)[:2] == ["2028", "2030"]


@pytest.mark.parametrize("days", [1, 5, 30, 100, 400, 1500, 4000, 20000])
@pytest.mark.parametrize("width", [280, 640, 960])
def test_there_is_always_a_tick_and_never_a_crowd(days: int, width: float) -> None:
    assert len(labels(days, width)) <= 60
    if days > 1:
        assert labels(days, width)

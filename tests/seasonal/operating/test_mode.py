"""How the mode is kept: for a moment, and through a database that is away."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from core import operating
from core.operating import (
    NORMAL,
    Feature,
    FeatureSwitchedOff,
    OperatingMode,
    Period,
    forget_mode,
    operating_mode,
    refuse_if_switched_off,
)


class Source:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.asked, self.mode = 0, OperatingMode(catering_first=True)
        self.error: Exception | None = None

    def __call__(self) -> OperatingMode:
        self.asked += 1
        if self.error:
            raise self.error
        return self.mode


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Source:
    made = Source()
    monkeypatch.setattr(operating._Kept, "source", made)
    forget_mode()
    return made


def test_it_is_asked_for_once_in_a_while(source: Source) -> None:
    assert [operating_mode().catering_first for _ in range(5)] == [True] * 5
    assert source.asked == 1
    forget_mode()
    source.mode = NORMAL
    assert operating_mode() is NORMAL


def test_without_a_database_the_last_one_counts(source: Source) -> None:
    operating_mode()
    forget_mode()
    source.error = OperationalError("gone")
    assert operating_mode().catering_first
    assert operating_mode().catering_first
    assert source.asked == 2


def test_what_rests_is_told_with_its_season_its_end_and_how_long(source: Source) -> None:
    until = timezone.now() + timedelta(hours=3)
    source.mode = OperatingMode(switched_off={Feature.LEAD_EXPORT: Period("Fair", until)})
    with pytest.raises(FeatureSwitchedOff, match="Fair") as refused:
        refuse_if_switched_off(Feature.LEAD_EXPORT)
    assert 3 * 3600 - 60 < refused.value.wait <= 3 * 3600
    refuse_if_switched_off(Feature.KPI_SERIES)

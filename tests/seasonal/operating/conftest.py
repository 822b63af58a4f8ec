"""A season that is on, and a mode that is read as it is in production."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from core import operating
from core.walltime import berlin_wall
from seasonal.models import OperatingProfile, Season
from seasonal.operating import effective_mode
from seasonal.services.activation import activate_season
from seasonal.services.seasons import open_season
from tests.factories import UserFactory

SwitchOn = Callable[..., Season]


@pytest.fixture
def live_mode(normal_mode: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mode comes from the database, anew at each question."""
    monkeypatch.setattr(operating._Kept, "source", effective_mode)
    monkeypatch.setattr(operating, "KEPT_SECONDS", 0)


@pytest.fixture
def switch_on(live_mode: None, db: None) -> SwitchOn:
    """`switch_on(service_rates=2)`: a season of this week is active with that profile."""

    def on(**profile: Any) -> Season:
        today = berlin_wall(timezone.now()).date()
        OperatingProfile.objects.create(kind="fair", **profile)
        season = Season.objects.create(
            kind="fair", name="Fair", starts_on=today - timedelta(days=2), ends_on=today + timedelta(days=4)
        )
        actor = UserFactory.create(role="lead")
        open_season(season=season, actor=actor)
        activate_season(season=season, actor=actor, reason="Test")
        return season

    return on

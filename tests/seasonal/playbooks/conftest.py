"""A season that is being prepared, and somebody who prepares it."""

import pytest

from core.models import User
from seasonal.models import Season
from seasonal.services.seasons import open_season
from tests.factories import UserFactory


@pytest.fixture
def actor() -> User:
    made: User = UserFactory.create(role="lead", language="en")
    return made


@pytest.fixture
def oktoberfest(actor: User) -> Season:
    """Oktoberfest 2027, opened."""
    one = Season.objects.get(kind="oktoberfest", starts_on__year=2027)
    open_season(season=one, actor=actor)
    return one

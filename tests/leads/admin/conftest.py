"""People at their desks."""

from collections.abc import Callable

import pytest

from core.models import User
from tests.factories import UserFactory
from tests.leads.admin.desk import Desk
from tests.leads.admin.doors import Scene, set_scene

NewDesk = Callable[..., Desk]


@pytest.fixture
def desk(db: None) -> NewDesk:
    """`desk("clerk", territories=["CH"])`: the desk of a new user of that role, who reads English."""

    def sit_down(role: str | None, **fields: object) -> Desk:
        if role == "superuser":
            fields |= {"is_staff": True, "is_superuser": True, "role": None}
        elif role is None:
            fields |= {"is_staff": True, "role": None}
        user: User = UserFactory.create(**{"language": "en", "role": role, **fields})
        return Desk(user)

    return sit_down


@pytest.fixture
def clerk(desk: NewDesk) -> Desk:
    """A clerk of all territories."""
    return desk("clerk")


@pytest.fixture
def boss(desk: NewDesk) -> Desk:
    """A lead of the team: may override, hand over, correct."""
    return desk("lead")


@pytest.fixture
def scene(db: None) -> Scene:
    """A German lead with one of everything."""
    return set_scene()

"""People at their desks, and events that went well or did not."""

from collections.abc import Callable

import pytest

from core.models import User
from journal.models import Kind, Subscription
from tests.factories import UserFactory
from tests.journal.admin.scene import Scene, set_scene
from tests.leads.admin.desk import Desk

NewDesk = Callable[..., Desk]


@pytest.fixture(autouse=True)
def only_ours(db: None) -> None:
    """No subscriptions of the apps' own consumers."""
    Subscription.objects.filter(kind=Kind.CONSUMER).update(state="DISABLED", state_reason="not in this test")


@pytest.fixture
def desk(db: None) -> NewDesk:
    """`desk("lead", territories=["CH"])`: the desk of a new user of that role, who reads English."""

    def sit_down(role: str | None, **fields: object) -> Desk:
        if role == "superuser":
            fields |= {"is_superuser": True}
        user: User = UserFactory.create(
            **{"language": "en", "is_staff": True, "role": None if role == "superuser" else role, **fields}
        )
        return Desk(user)

    return sit_down


@pytest.fixture
def admin(desk: NewDesk) -> Desk:
    """An administrator of all territories."""
    return desk("administrator")


@pytest.fixture
def scene(db: None) -> Scene:
    """A webhook with a parked event about a German lead, and an incoming event of unknown type."""
    return set_scene()

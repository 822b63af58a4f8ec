"""People at their desks, and a runbook with one of everything."""

from collections.abc import Callable

import pytest

from core.models import User
from operations.runbooks.models import RunbookVersion
from tests.factories import UserFactory
from tests.leads.admin.desk import Desk
from tests.operations.runbooks.admin.scene import set_scene

NewDesk = Callable[..., Desk]


@pytest.fixture
def desk(db: None) -> NewDesk:
    """`desk("lead", language="de")`: the desk of a new user of that role, who reads English unless told otherwise."""

    def sit_down(role: str | None, **fields: object) -> Desk:
        if role == "superuser":
            fields |= {"is_superuser": True}
        user: User = UserFactory.create(
            **{"language": "en", "is_staff": True, "role": None if role == "superuser" else role, **fields}
        )
        return Desk(user)

    return sit_down


@pytest.fixture
def lead(desk: NewDesk) -> Desk:
    """Somebody who writes runbooks."""
    return desk("lead")


@pytest.fixture
def coffee(db: None) -> RunbookVersion:
    """The first version of a runbook with one of everything."""
    return set_scene()

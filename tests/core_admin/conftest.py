"""The people of these tests; each reads English."""

import pytest

from core.models import User
from core.roles import ROLES
from tests.core_admin.people import make
from tests.leads.admin.desk import Desk


@pytest.fixture
def administrator(db: None) -> Desk:
    """The desk of an administrator who is no superuser."""
    return Desk(make("administrator", username="anna"))


@pytest.fixture
def superuser(db: None) -> Desk:
    return Desk(make("superuser", username="root"))


@pytest.fixture
def clerk_user(db: None) -> User:
    """Somebody to be changed."""
    return make("clerk", username="carl", first_name="Carl", last_name="Clerk")


@pytest.fixture
def staff(db: None) -> dict[str, Desk]:
    """Everyone who may sign in, by role."""
    return {role: Desk(make(role)) for role in (*ROLES, "superuser")}

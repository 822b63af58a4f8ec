"""Owners of leads."""

import pytest

from core.models import User
from tests.factories import UserFactory


@pytest.fixture
def owner(db: None) -> User:
    """A sales representative."""
    return UserFactory.create(username="rep")


@pytest.fixture
def other(db: None) -> User:
    """Another one."""
    return UserFactory.create(username="other")

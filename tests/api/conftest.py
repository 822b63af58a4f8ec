"""Users of the API."""

from collections.abc import Callable

import pytest

from core.models import User
from tests.api.client import Api
from tests.factories import UserFactory

Login = Callable[..., Api]


@pytest.fixture
def login(db: None) -> Login:
    """`login("clerk", territories=["DE"])`: a client of a new user of that role."""

    def make(role: str, **fields: object) -> Api:
        user: User = UserFactory.create(role=role, **fields)
        return Api(user)

    return make


@pytest.fixture
def clerk(login: Login) -> Api:
    """A clerk of all territories."""
    return login("clerk")


@pytest.fixture
def viewer(login: Login) -> Api:
    """A viewer of all territories."""
    return login("viewer")

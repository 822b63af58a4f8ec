"""People and systems that read runbooks over the API."""

from tests.api.client import Api
from tests.factories import UserFactory


def reader(role: str = "viewer") -> Api:
    """A client of a new user of that role."""
    return Api(UserFactory.create(role=role))

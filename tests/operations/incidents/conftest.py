"""Who delivers alerts."""

import pytest
from django.contrib.auth.models import Group

from tests.api.client import Api
from tests.factories import UserFactory


@pytest.fixture
def alertmanager(db: None) -> Api:
    """The service account that delivers alerts."""
    user = UserFactory.create(is_service=True, territories=[])
    user.groups.set(Group.objects.filter(name="alertmanager"))
    return Api(user)

"""A lead of the story, registered on day 0."""

import pytest

from core.models import User
from leads.models import Lead
from tests.factories import LeadFactory, UserFactory
from tests.leads.consumers.crm import day


@pytest.fixture
def owner(db: None) -> User:
    return UserFactory.create()


@pytest.fixture
def lead(owner: User) -> Lead:
    return LeadFactory.create(user=owner, created_at=day(0))

"""SQL, Python and an independent model agree on random histories."""

import pytest
from hypothesis import given, settings

from core.models import User
from leads.querysets.protection import protection_of
from tests.effort import tries
from tests.factories import UserFactory
from tests.leads.clock import facts
from tests.leads.clock.histories import History, histories


@settings(max_examples=tries(500))
@given(histories())
def test_python_agrees_with_the_ticking_model(history: History) -> None:
    assert facts.python_reading(history) == facts.model_reading(history)


@pytest.fixture
def owner(db: None) -> User:
    return UserFactory.create()


@settings(max_examples=tries(250))
@given(histories())
def test_the_sql_definition_agrees_with_the_ticking_model(owner: User, history: History) -> None:
    lead_id = facts.insert_lead(owner.pk, history.started_at)
    facts.insert_holds(lead_id, history.holds)
    facts.insert_activities(lead_id, history.activities)

    found = facts.as_reading(protection_of(lead_id, history.at))

    facts.delete_lead(lead_id)
    assert found == facts.model_reading(history)

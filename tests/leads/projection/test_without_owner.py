"""A lead that nobody holds any more, or again, by plain SQL: projection and view say the same."""

import psycopg
import pytest

from leads.models import Lead, LeadExpiry, LeadProtection
from leads.querysets.protection import protection_of
from leads.services.projection import count_drift
from tests.factories import UserFactory
from tests.leads.moments import expired_lead, lead_in_base

pytestmark = pytest.mark.django_db(transaction=True)

TAKEN = [
    "DELETE FROM lead_ownerships WHERE lead_id = %s",
    "UPDATE lead_ownerships SET voided_at = now(), void_reason = 'mistaken' WHERE lead_id = %s",
]


@pytest.mark.parametrize("statement", TAKEN, ids=["deleted", "voided"])
def test_a_lead_without_an_owner_is_not_protected_in_any_list(app_db: psycopg.Connection, statement: str) -> None:
    lead, untouched = lead_in_base(), lead_in_base()

    app_db.execute(statement, [lead.pk])

    assert protection_of(lead.pk) is None
    assert [each.pk for each in Lead.objects.protected()] == [untouched.pk]
    assert count_drift() == {"drifted": 0}


def test_an_ownership_that_moves_to_another_lead_concerns_both(app_db: psycopg.Connection) -> None:
    left, reached = lead_in_base(), lead_in_base()

    app_db.execute(
        "UPDATE lead_ownerships SET lead_id = %s, mode = 'RESTART', valid_from = now() WHERE lead_id = %s",
        [reached.pk, left.pk],
    )

    assert not LeadProtection.objects.filter(pk=left.pk).exists()
    assert LeadProtection.objects.get(pk=reached.pk).user_id == left.user_id
    assert count_drift() == {"drifted": 0}


@pytest.mark.parametrize("statement", TAKEN, ids=["deleted", "voided"])
def test_who_holds_it_again_is_protected_again(app_db: psycopg.Connection, statement: str) -> None:
    lead, other = lead_in_base(), UserFactory.create()
    app_db.execute(statement, [lead.pk])

    app_db.execute(
        "INSERT INTO lead_ownerships (lead_id, user_id, valid_from) VALUES (%s, %s, now())", [lead.pk, other.pk]
    )

    reading = protection_of(lead.pk)
    assert reading is not None
    assert (reading.user_id, reading.is_protected) == (other.pk, True)
    assert Lead.objects.get(pk=lead.pk).user_id == other.pk
    assert count_drift() == {"drifted": 0}


def test_deleting_leads_with_all_their_facts_still_works(app_db: psycopg.Connection) -> None:
    leads = [lead_in_base(), expired_lead()]

    app_db.execute("DELETE FROM leads WHERE id = ANY (%s)", [[lead.pk for lead in leads]])

    assert not LeadProtection.objects.exists()
    assert not LeadExpiry.objects.exists()

"""Two sessions that hand the same lead over in plain SQL: both handovers happened, and both are on record."""

import psycopg
import pytest

from core.models import User
from leads.models import Lead, LeadOwnership
from leads.services.projection import count_drift
from tests.factories import UserFactory
from tests.leads.moments import lead_in_base

pytestmark = pytest.mark.django_db(transaction=True)

HAND_OVER = "UPDATE leads SET user_id = %s WHERE id = %s"


def _owners(lead: Lead) -> list[User]:
    return [row.user for row in LeadOwnership.objects.filter(lead=lead).order_by("valid_from")]


def test_a_transaction_that_began_before_another_one_s_handover_does_not_overwrite_it(
    app_db: psycopg.Connection, owner_db: psycopg.Connection
) -> None:
    lead, second, third = lead_in_base(), UserFactory.create(), UserFactory.create()
    with app_db.transaction():
        app_db.execute("SELECT now()")
        owner_db.execute(HAND_OVER, [second.pk, lead.pk])
        app_db.execute(HAND_OVER, [third.pk, lead.pk])

    assert _owners(lead) == [lead.user, second, third]
    assert Lead.objects.get(pk=lead.pk).user == third
    assert count_drift() == {"drifted": 0}


def test_nor_one_that_lies_as_far_ahead_as_clocks_may_differ(
    app_db: psycopg.Connection, owner_db: psycopg.Connection
) -> None:
    lead, second, third = lead_in_base(), UserFactory.create(), UserFactory.create()
    owner_db.execute(
        "INSERT INTO lead_ownerships (lead_id, user_id, valid_from) VALUES (%s, %s, now() + interval '50 seconds')",
        [lead.pk, second.pk],
    )

    app_db.execute(HAND_OVER, [third.pk, lead.pk])

    assert _owners(lead) == [lead.user, second, third]


def test_a_lead_registered_and_handed_over_in_one_transaction_never_was_the_other_s(app_db: psycopg.Connection) -> None:
    first, second = UserFactory.create(), UserFactory.create()
    with app_db.transaction():
        app_db.execute("INSERT INTO leads (id, user_id, created_at) VALUES (1, %s, now())", [first.pk])
        app_db.execute(HAND_OVER, [second.pk, 1])

    assert _owners(Lead.objects.get(pk=1)) == [second]

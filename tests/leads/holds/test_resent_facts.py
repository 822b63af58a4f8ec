"""A fact that is sent again under its (source, external id) is found; the id is no other lead's."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from leads.errors import FactRefused, constraint_errors
from leads.models import Lead, LeadActivity, LeadHold, LeadOwnership, LeadStatus, LeadStatusChange
from leads.models.facts import Fact
from leads.services.activities import record_activity, void_activity
from leads.services.holds import place_hold, void_hold
from leads.services.ownership import reassign_lead, void_ownership
from leads.services.status import change_status, void_status_change
from tests.factories import UserFactory
from tests.leads.moments import ago, lead_in_base

pytestmark = pytest.mark.django_db


def _activity(lead: Lead, at: datetime) -> Fact:
    return record_activity(
        lead_id=lead.pk, actor=None, kind="QUALIFIED_CALL", occurred_at=at, source="crm", external_id="4711"
    )


def _hold(lead: Lead, at: datetime) -> Fact:
    return place_hold(
        lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=at, end_at=ago(1), source="crm", external_id="4711"
    ).hold


def _handover(lead: Lead, at: datetime) -> Fact:
    heir = UserFactory.create()
    return reassign_lead(
        lead_id=lead.pk, actor=None, user_id=heir.pk, effective_at=at, source="crm", external_id="4711"
    )


def _status(lead: Lead, at: datetime) -> Fact:
    change = change_status(
        lead_id=lead.pk, actor=None, status=LeadStatus.OPEN, changed_at=at, source="crm", external_id="4711"
    )
    assert change is not None
    return change


def _void(fact: Fact) -> None:
    actor, why = UserFactory.create(is_superuser=True), "falscher Lead"
    match fact:
        case LeadActivity():
            void_activity(activity_id=fact.pk, actor=actor, why=why)
        case LeadHold():
            void_hold(hold_id=fact.pk, actor=actor, why=why)
        case LeadOwnership():
            void_ownership(ownership_id=fact.pk, actor=actor, why=why)
        case LeadStatusChange():
            void_status_change(status_change_id=fact.pk, actor=actor, why=why)
        case _:
            raise AssertionError(fact)


Send = Callable[[Lead, datetime], Fact]
every_fact = pytest.mark.parametrize("send", [_activity, _hold, _handover, _status], ids=lambda send: send.__name__[1:])


@every_fact
def test_again_for_the_same_lead_it_is_the_first(send: Send) -> None:
    lead = lead_in_base()
    first = send(lead, ago(5))
    assert send(lead, ago(4)) == first


@every_fact
def test_voided_and_sent_again_it_stays_voided(send: Send) -> None:
    lead = lead_in_base()
    first = send(lead, ago(5))
    _void(first)

    again = send(lead, ago(5))

    assert again == first
    assert again.voided_at is not None
    assert type(first).objects.filter(external_id="4711").count() == 1  # type: ignore[attr-defined]


@every_fact
def test_for_another_lead_it_is_refused(send: Send) -> None:
    first, other = send(lead_in_base(), ago(5)), lead_in_base()

    with pytest.raises(FactRefused) as refused:
        send(other, ago(5))

    assert (refused.value.code, refused.value.status) == ("external_id_taken", 409)
    assert refused.value.field == "external_id"
    assert type(first).objects.filter(external_id="4711").count() == 1  # type: ignore[attr-defined]


@every_fact
def test_the_database_refuses_it_in_the_same_words(send: Send) -> None:
    """Two at the same instant, for two leads: neither finds the other's, and the second one's row is refused."""
    first, other = send(lead_in_base(), ago(5)), lead_in_base()
    columns, values = {
        LeadActivity: ("kind", "'NOTE'"),
        LeadHold: ("reason", "'x'"),
        LeadOwnership: ("user_id, valid_from", f"{other.user_id}, now()"),
        LeadStatusChange: ("status, changed_at", "'OPEN', now()"),
    }[type(first)]
    insert = (
        f"INSERT INTO {type(first)._meta.db_table} (lead_id, source, external_id, {columns})"
        f" VALUES (%s, 'crm', '4711', {values})"
    )

    with (
        pytest.raises(FactRefused) as refused,
        constraint_errors(),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(insert, [other.pk])

    assert isinstance(refused.value.__cause__, IntegrityError)
    assert refused.value.code == "external_id_taken"

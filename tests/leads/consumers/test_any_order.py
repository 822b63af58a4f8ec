"""However the events of a story arrive, they come to the same facts and the same clock."""

from contextlib import suppress
from itertools import islice
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given, settings

from core.models import User
from journal.relay.consuming import consume_all
from journal.services.replays import replay_events
from leads.models import LeadActivity, LeadDebt, LeadHold, LeadOwnership, LeadStatusChange
from leads.services.projection import count_drift
from tests.effort import tries
from tests.factories import UserFactory
from tests.leads.consumers.crm import day, fresh_id, send
from tests.leads.consumers.stories import Delivery, Told, stories

pytestmark = pytest.mark.django_db(transaction=True)


class Crash(Exception):
    """A worker dies in the middle of its work."""


@settings(max_examples=tries(20))
@given(stories())
def test_any_delivery_ends_in_the_same_facts(told: tuple[list[Told], Delivery]) -> None:
    story, delivery = told
    users = [
        User.objects.filter(username=f"crm{n}").first() or UserFactory.create(username=f"crm{n}") for n in range(3)
    ]
    straight, mixed = fresh_id(), fresh_id()
    for event in story:
        _send(event, straight, users, again=False)
        _deliver()

    sent: set[int] = set()
    numbers = iter(delivery.order)
    for size, crashes in zip(delivery.batches, delivery.crashes, strict=True):
        for number in islice(numbers, size):
            _send(story[number], mixed, users, again=number in sent)
            sent.add(number)
        if crashes:
            _crash()
        _deliver()

    assert _facts(mixed) == _facts(straight)
    assert _clock(mixed) == _clock(straight)
    assert count_drift() == {"drifted": 0}


def _send(event: Told, lead_id: int, users: list[User], *, again: bool) -> None:
    if again:
        # With all that came before it: more than the CRM would.
        replay_events(actor=None, reason="Again", aggregate_type="lead", aggregate_id=lead_id)
        return
    user_id = None if event.user is None else users[event.user].pk
    send(event.event_type, lead_id, day(event.on), user_id, event_id=event.event_id(lead_id), **event.details)


def _deliver() -> None:
    while consume_all():
        pass


def _crash() -> None:
    with suppress(Crash), transaction.atomic():
        consume_all()
        raise Crash


def _facts(lead_id: int) -> dict[str, Any]:
    """What holds, without ids and without what was taken back."""
    current = {"lead_id": lead_id, "voided_at": None}
    return {
        "holds": list(
            LeadHold.objects.filter(**current)
            .order_by("start_at")
            .values_list("start_at", "end_at", "reason_code", "reason", "user_id", "source")
        ),
        "activities": sorted(
            LeadActivity.objects.filter(**current).values_list("occurred_at", "kind", "user_id", "source")
        ),
        "owners": list(
            LeadOwnership.objects.filter(**current)
            .order_by("valid_from")
            .values_list("user_id", "valid_from", "valid_to", "protection_started_at", "mode")
        ),
        "statuses": list(
            LeadStatusChange.objects.filter(**current).order_by("changed_at").values_list("changed_at", "status")
        ),
        "debts": sorted(
            LeadDebt.objects.filter(lead_id=lead_id).values_list(
                "kind", "reference", "owed_since", "settled_at", "dropped_at"
            ),
            key=str,
        ),
    }


def _clock(lead_id: int) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT p.user_id, p.created_at, p.state, p.phase, p.clock_stopped, p.status, p.started_at, p.stopped_since,
                   -- Of an open hold these two move with the clock; the running time that is left does not.
                   CASE WHEN p.clock_stopped THEN NULL ELSE p.protection_expires_at END,
                   CASE WHEN p.clock_stopped THEN p.remaining END,
                   p.reminder_due_at, l.company, l.street, l.phone, l.status_at
            FROM v_user_lead_protection p JOIN leads l USING (id) WHERE id = %s
            """,
            [lead_id],
        )
        return dict(zip([column.name for column in cursor.description], cursor.fetchone(), strict=True))

"""Two workers at once make one hold, and lose nothing."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from core.models import User
from leads.models import Lead, LeadActivity, LeadDebt
from leads.services.debts import reconcile_debts
from leads.services.projection import count_drift
from tests.leads.consumers.crm import day, deliver, fresh_id, outcome_of, rule_holds, send

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(calls: Sequence[Callable[[], object]]) -> None:
    """Make the calls in threads of their own, each with its own connection."""

    def call(work: Callable[[], object]) -> None:
        try:
            work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        for finished in [pool.submit(call, work) for work in calls]:
            finished.result()


def test_workers_at_once_make_one_hold_of_several_debts(lead: Lead) -> None:
    for number in range(20):
        send("sample.requested", lead.pk, 10 + number / 10, sample_id=f"S-{number}")
        send("lead.activity.created", lead.pk, 5 + number / 10, kind="QUALIFIED_CALL")
        send("sample.delivered", lead.pk, 40 + number / 10, sample_id=f"S-{number}")

    at_once([deliver] * 4)
    deliver()

    assert rule_holds(lead.pk) == [(10, 41.9)]
    assert LeadDebt.objects.filter(lead=lead, settled_at__isnull=False).count() == 20
    assert LeadActivity.objects.filter(lead=lead).count() == 20
    assert count_drift() == {"drifted": 0}


def test_many_reconciliations_at_once_agree(lead: Lead) -> None:
    send("sample.requested", lead.pk, 10, sample_id="S-1")
    deliver()
    at_once([lambda: reconcile_debts(lead_ids=[lead.pk])] * 6)

    assert rule_holds(lead.pk) == [(10, None)]


def test_the_same_lead_from_two_events_at_once_is_one_lead(owner: User) -> None:
    lead_id = fresh_id()
    events = [send("lead.created", lead_id, 3, owner.pk, company="Krone", city="Ulm") for _ in range(4)]
    at_once([deliver] * 4)
    deliver()

    assert {outcome_of(event)[0] for event in events} <= {"DELIVERED", "PENDING"}
    assert Lead.objects.get(pk=lead_id).created_at == day(3)

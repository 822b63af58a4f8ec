"""Two clicks, two workers, two calls at the same instant make one hold."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from leads.models import HoldReason, LeadHold
from leads.services.holds import place_hold, release_hold
from tests.leads.moments import ago, lead_in_base

CALLERS = 6


@pytest.mark.django_db(transaction=True)
def test_concurrent_callers_make_one_hold() -> None:
    lead = lead_in_base()
    start = threading.Barrier(CALLERS)

    def call(_: int) -> bool:
        try:
            start.wait()
            return place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.PRICE).created
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CALLERS) as pool:
        created = list(pool.map(call, range(CALLERS)))

    assert sum(created) == 1
    assert LeadHold.objects.filter(lead=lead).count() == 1


@pytest.mark.django_db(transaction=True)
def test_placing_and_releasing_at_the_same_instant_never_leaves_a_broken_hold() -> None:
    lead = lead_in_base()
    hold = place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.PRICE, start_at=ago(1)).hold
    start = threading.Barrier(CALLERS)

    def call(number: int) -> None:
        try:
            start.wait()
            if number % 2:
                release_hold(hold_id=hold.pk, actor=None)
            else:
                place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.SAMPLE)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CALLERS) as pool:
        list(pool.map(call, range(CALLERS)))

    holds = list(LeadHold.objects.filter(lead=lead).order_by("start_at"))
    assert len(holds) <= 2
    assert holds[0].end_at is not None
    assert all(hold.end_at is None or hold.end_at >= hold.start_at for hold in holds)

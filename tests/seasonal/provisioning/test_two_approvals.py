"""Who raises sizes does so alone: together they might need more connections than each of them has seen."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connection, transaction

from core.models import User
from seasonal.models import FleetSize, Provisioning
from seasonal.services.approving import approve_provisioning
from seasonal.services.provisioning import begin_provisioning, provision
from seasonal.services.turns import SIZES, take_turn
from tests.factories import UserFactory
from tests.leads.admin.conftest import NewDesk, desk
from tests.seasonal.provisioning.scene import approval, opened
from tests.seasonal.turns import until_somebody_waits

__all__ = ["desk"]
pytestmark = pytest.mark.django_db(transaction=True)


def waiting(kind: str, boss: User) -> Provisioning:
    """A provisioning that waits for larger sizes."""
    row = begin_provisioning(season=opened(kind), actor=boss)
    provision(row.pk)
    row.refresh_from_db()
    assert row.state == "WAITING"
    return row


def elsewhere(work: Callable[[], object]) -> None:
    """Do some work with a connection of its own."""
    try:
        work()
    finally:
        connection.close()


def test_the_second_approval_waits_for_the_first() -> None:
    with time_machine.travel("2027-07-21T07:00:00Z", tick=True):
        boss = UserFactory.create(role="administrator")
        FleetSize.objects.filter(workload="commands").update(cap=2)
        first, second = (approval(waiting(kind, boss), boss, raise_sizes=True) for kind in ("oktoberfest", "christmas"))
        rows = list(Provisioning.objects.order_by("pk"))
        with ThreadPoolExecutor(1) as threads:
            with transaction.atomic():
                approve_provisioning(provisioning=rows[0], approval=first)
                came = threads.submit(elsewhere, lambda: approve_provisioning(provisioning=rows[1], approval=second))
                assert until_somebody_waits(came)
            came.result(timeout=60)


def test_a_size_that_is_entered_waits_for_an_approval(desk: NewDesk) -> None:
    boss, size = desk("administrator"), FleetSize.objects.order_by("pk").first()
    assert size is not None
    page = f"/admin/seasonal/fleetsize/{size.pk}/change/"
    sent = {
        "territory": size.territory, "workload": size.workload, "kind": size.kind, "valid_from": "2026-01-01",
        "floor": "1", "cap": "12", "rate_per_replica": "20", "p95_ms": "300", "note": "More",
    }  # fmt: skip
    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            take_turn(SIZES)
            came = threads.submit(elsewhere, lambda: boss.post(page, sent))
            assert until_somebody_waits(came)
        came.result(timeout=60)
    size.refresh_from_db()
    assert size.cap == 12

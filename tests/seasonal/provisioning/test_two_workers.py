"""A task may be delivered twice, and the clock may go on with what a worker has begun: nothing is done twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.db import connection

from seasonal.models import CapacityPlan, FleetSize, Provisioning
from seasonal.services.provisioning import begin_provisioning, provision
from tests.factories import UserFactory
from tests.seasonal.provisioning.scene import opened

WORKERS = 3


@pytest.mark.django_db(transaction=True)
def test_several_at_a_time_take_each_step_once() -> None:
    with time_machine.travel("2027-07-21T07:00:00Z", tick=True):
        season = opened()
        FleetSize.objects.filter(territory="AT", workload="commands").update(cap=3)
        row = begin_provisioning(season=season, actor=UserFactory.create(role="lead"))
        start = Barrier(WORKERS)

        def work(_number: int) -> None:
            start.wait()
            try:
                provision(row.pk)
            finally:
                connection.close()

        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(work, range(WORKERS)))

    assert Provisioning.objects.get().state == "DONE"
    assert row.steps.count() == 5
    assert row.files.count() == 9
    assert CapacityPlan.objects.count() == 1

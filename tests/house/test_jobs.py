"""A slot of a periodic job runs once, whoever asks; a failed or dead run can be made good."""

import threading
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from core.models import JobRun
from core.services.jobs import ages_of_success, forget_job_runs, last_success, run_once, seconds_since_success, slot_of

SLOT = datetime(2026, 3, 1, 8, tzinfo=UTC)


def fail() -> None:
    raise ZeroDivisionError("by nothing")


@pytest.mark.parametrize(
    ("at", "slot"),
    [
        (datetime(2026, 3, 1, 8, 4, 59, 999999, tzinfo=UTC), datetime(2026, 3, 1, 8, 0, tzinfo=UTC)),
        (datetime(2026, 3, 1, 8, 5, tzinfo=UTC), datetime(2026, 3, 1, 8, 5, tzinfo=UTC)),
    ],
)
def test_a_slot_is_the_start_of_its_interval(at: datetime, slot: datetime) -> None:
    assert slot_of(timedelta(minutes=5), at) == slot


@pytest.mark.django_db
def test_a_second_tick_of_the_same_slot_does_nothing() -> None:
    for sent in (3, 4, 5):
        run_once(job="sweep", slot=SLOT, work=partial(dict, sent=sent))
    run = JobRun.objects.get()
    assert (run.succeeded, run.result) == (True, {"sent": 3})
    assert run.finished_at is not None


@pytest.mark.django_db(transaction=True)
def test_of_ticks_at_the_same_instant_one_runs() -> None:
    calls: list[str] = []
    start = threading.Barrier(8)

    def tick() -> None:
        try:
            start.wait()
            run_once(job="sweep", slot=SLOT, work=lambda: calls.append("ran"))
        finally:
            connection.close()

    threads = [threading.Thread(target=tick) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert calls == ["ran"]


@pytest.mark.django_db
def test_a_failure_is_recorded_raised_and_may_be_tried_again_at_once() -> None:
    with pytest.raises(ZeroDivisionError):
        run_once(job="sweep", slot=SLOT, work=fail)
    failed = JobRun.objects.get()
    assert failed.succeeded is False
    assert "by nothing" in failed.error
    assert last_success("sweep") is None

    run_once(job="sweep", slot=SLOT, work=lambda: None)
    assert JobRun.objects.get().succeeded is True
    assert JobRun.objects.get().error == ""


@pytest.mark.django_db
def test_a_run_whose_worker_died_may_be_taken_over_after_its_lease() -> None:
    now = timezone.now()
    dead = JobRun.objects.create(job="sweep", slot=SLOT, started_at=now, leased_until=now + timedelta(minutes=1))
    assert run_once(job="sweep", slot=SLOT, work=lambda: None) is None
    JobRun.objects.filter(pk=dead.pk).update(leased_until=now - timedelta(seconds=1))
    assert run_once(job="sweep", slot=SLOT, work=lambda: None) is not None


@pytest.mark.django_db
def test_a_run_that_outlived_its_lease_does_not_overwrite_the_one_that_took_over() -> None:
    def slow() -> None:
        JobRun.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
        run_once(job="sweep", slot=SLOT, work=lambda: {"second": 1})

    run_once(job="sweep", slot=SLOT, work=slow)
    assert JobRun.objects.get().result == {"second": 1}


@pytest.mark.django_db
def test_the_age_of_a_jobs_last_success() -> None:
    assert seconds_since_success("sweep") is None
    run_once(job="sweep", slot=SLOT, work=lambda: None)
    finished = last_success("sweep")
    assert finished is not None
    JobRun.objects.update(finished_at=finished - timedelta(hours=1))
    assert seconds_since_success("sweep") == pytest.approx(3600, abs=60)
    assert list(ages_of_success()) == ["sweep"]


@pytest.mark.django_db
def test_old_runs_are_forgotten_but_never_a_jobs_last_success() -> None:
    for days in range(5):
        run_once(job="sweep", slot=SLOT + timedelta(days=days), work=lambda: None)
    JobRun.objects.update(started_at=timezone.now() - timedelta(days=40))
    assert forget_job_runs(older_than=timedelta(days=30)) == 4
    assert JobRun.objects.get().slot == SLOT + timedelta(days=4)

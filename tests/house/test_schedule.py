"""The schedule in the database follows the one in the code, and leaves alone what people added."""

from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone
from django_celery_beat.models import IntervalSchedule, PeriodicTask
from django_celery_beat.schedulers import ModelEntry

from freshops.schedule import jobs
from freshops.schedule_sync import sync_schedule

pytestmark = pytest.mark.django_db


def test_migrating_has_made_one_entry_for_each_job() -> None:
    assert set(PeriodicTask.objects.values_list("name", "task")) == {(job.name, job.task) for job in jobs()}


def test_a_second_time_changes_nothing() -> None:
    before = list(PeriodicTask.objects.order_by("pk").values_list("pk", "crontab", "interval", "last_run_at"))
    sync_schedule()
    assert before == list(PeriodicTask.objects.order_by("pk").values_list("pk", "crontab", "interval", "last_run_at"))


def test_daily_jobs_run_by_berlins_clock() -> None:
    daily = PeriodicTask.objects.get(task="leads.tasks.send_daily_reminders")
    assert str(daily.crontab.timezone) == "Europe/Berlin"
    assert (daily.crontab.hour, daily.crontab.minute) == ("8", "0")


def test_a_new_interval_is_due_at_once() -> None:
    entry = ModelEntry(PeriodicTask.objects.get(name="reminder sweep"), app=current_app)
    assert entry.is_due().is_due


def test_a_job_that_the_code_no_longer_names_goes_and_a_persons_own_stays() -> None:
    ours = PeriodicTask.objects.get(name="heartbeat")
    ours.pk, ours.name = None, "of an older version"
    ours.save()
    every = IntervalSchedule.objects.create(every=1, period=IntervalSchedule.DAYS)
    PeriodicTask.objects.create(name="a person's own", task="core.tasks.heartbeat", interval=every)
    sync_schedule()
    names = set(PeriodicTask.objects.values_list("name", flat=True))
    assert names == {job.name for job in jobs()} | {"a person's own"}


def test_a_job_that_was_paused_stays_paused() -> None:
    PeriodicTask.objects.filter(name="clean up").update(enabled=False, last_run_at=timezone.now() - timedelta(days=1))
    sync_schedule()
    assert not PeriodicTask.objects.get(name="clean up").enabled

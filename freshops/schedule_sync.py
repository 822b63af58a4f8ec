"""Bring django-celery-beat's tables in line with freshops.schedule. What people add in the admin stays as it is."""

from datetime import timedelta

from celery.schedules import crontab
from django.db import transaction
from django.utils import timezone
from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask, PeriodicTasks

from freshops.schedule import BERLIN, Job, jobs

OURS = "Defined in freshops/schedule.py; changes made here last until the next update."


@transaction.atomic
def sync_schedule() -> None:
    """Make, change and delete our entries so that they are those of `jobs()`. Idempotent; a paused job stays paused."""
    wanted = jobs()
    for job in wanted:
        _sync(job)
    PeriodicTask.objects.filter(description=OURS).exclude(name__in=[job.name for job in wanted]).delete()
    PeriodicTasks.update_changed()  # a running beat reads the schedule again


def _sync(job: Job) -> None:
    times = job.times()
    fields = {"task": job.task, "crontab": None, "interval": None, "description": OURS, "expire_seconds": job.expires}
    if isinstance(times, crontab):
        at = CrontabSchedule.from_schedule(times)
        fields["crontab"], _ = CrontabSchedule.objects.get_or_create(
            minute=at.minute, hour=at.hour, day_of_week="*", day_of_month="*", month_of_year="*", timezone=BERLIN
        )
    else:
        fields["interval"], _ = IntervalSchedule.objects.get_or_create(
            every=int(times.total_seconds()), period=IntervalSchedule.SECONDS
        )
    # A new interval is due at once: the first start should not wait a whole round to do its first work.
    first = {"last_run_at": timezone.now() - times} if isinstance(times, timedelta) else {}
    PeriodicTask.objects.update_or_create(name=job.name, defaults=fields, create_defaults=fields | first)

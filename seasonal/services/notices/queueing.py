"""Putting into the queue who is written to today."""

from datetime import datetime, time
from email.utils import parseaddr
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from core.dbclock import database_now
from core.walltime import berlin_wall
from seasonal.models import LateNotice
from seasonal.services.notices.recipients import late_by_person

FROM = time(7, 30)  # in Berlin: before people plan their day


def queue_notices(*, at: datetime) -> int:
    """Queue the mail of the Berlin day of `at` (aware) for everyone who has none yet; how many. Nothing before 07:30.

    Unique in the database: however often, and however many do it at the same time.
    """
    wall = berlin_wall(at)
    if wall.time() < FROM:
        return 0
    with transaction.atomic():
        now = database_now()
        before = LateNotice.objects.filter(day=wall.date()).count()
        rows = [
            LateNotice(user=user, day=wall.date(), next_attempt_at=now, message_id=_message_id())
            for user in late_by_person(wall.date())
        ]
        LateNotice.objects.bulk_create(rows, ignore_conflicts=True)
        return LateNotice.objects.filter(day=wall.date()).count() - before


def _message_id() -> str:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<playbook.{uuid4().hex}@{domain}>"

"""Putting into the queue who is written to today."""

from datetime import datetime, time
from email.utils import parseaddr
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from core.dbclock import database_now
from core.walltime import berlin_wall
from seasonal.models import LateNotice
from seasonal.services.notices.recipients import told_by_person
from seasonal.services.playbooks import lapse_milestones

FROM = time(7, 30)  # in Berlin: before people plan their day


def queue_notices(*, at: datetime) -> int:
    """Queue the mail of the Berlin day of `at` (aware) for everyone who has none yet; how many. Nothing before 07:30.

    Before the first of a day, what was left open for too long is closed: that mail is the last about it.

    Unique in the database: however often, and however many do it at the same time.
    """
    wall = berlin_wall(at)
    if wall.time() < FROM:
        return 0
    with transaction.atomic():
        now = database_now()
        before = LateNotice.objects.filter(day=wall.date()).count()
        if not before:  # else somebody has had the mail of the day already, and would not be told
            lapse_milestones(day=wall.date())
        rows = [
            LateNotice(user=user, day=wall.date(), next_attempt_at=now, message_id=_message_id())
            for user in told_by_person(wall.date())
        ]
        LateNotice.objects.bulk_create(rows, ignore_conflicts=True)
        return LateNotice.objects.filter(day=wall.date()).count() - before


def _message_id() -> str:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<playbook.{uuid4().hex}@{domain}>"

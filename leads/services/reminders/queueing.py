"""The first step: put what is due into the queue, and take out what no longer is."""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction

from leads.services.database import count
from leads.services.reminders.limits import BATCH


def queue_reminders(*, at: datetime | None = None) -> int:
    """Queue every reminder that is due at `at` (aware; default: the database's clock); how many. Idempotent."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return _in_batches("queue_lead_reminders", p_domain=domain, p_at=at)


def cancel_overtaken_reminders(*, at: datetime | None = None) -> int:
    """Cancel reminders, waiting for an attempt or given up, that are no longer due at `at`; how many."""
    return _in_batches("cancel_overtaken_lead_reminders", p_at=at)


def _in_batches(function: str, **arguments: object) -> int:
    done = 0
    while True:
        with transaction.atomic(durable=True):
            batch = count(function, p_limit=BATCH, **arguments)
        done += batch
        if batch < BATCH:
            return done

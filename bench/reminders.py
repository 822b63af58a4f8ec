"""Reminders: the service against a loop that does the same row by row, on the same tables, over the same mail server.

The loop gets what a careful person would give it: one query for all that is due, one connection for all mails. It is
measured on a sample, because it takes as long for each row; the service on all of them.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from django.test.utils import override_settings

from freshops.environment import BASE_DIR
from freshops.mailsink.address import noted_port

MAIL_DELAY_MS = 20
PREFIX = "bench-reminders"

USERS = """
INSERT INTO users (username, password, first_name, last_name, email, is_superuser, is_staff, is_active, date_joined)
SELECT %s || '-' || n, '', 'Jörg', 'Müller ' || n, 'rep' || n || '@example.org', false, false, true, now()
FROM generate_series(1, 50) n ON CONFLICT (username) DO UPDATE SET is_active = true RETURNING id
"""
LEADS = """
INSERT INTO leads (user_id, created_at, company, city, territory, source, external_id)
SELECT (%s::bigint[])[1 + n %% 50], berlin_instant(berlin_wall(now()) - interval '65 days' - interval '6 months'),
       'Gasthof Grüner Baum ' || n, 'Würzburg', (ARRAY['DE', 'CH', 'AT'])[1 + n %% 3], %s, n::text
FROM generate_series(1, %s) n
"""
HIDE_OTHERS = """
UPDATE lead_protections SET reminder_open = false
WHERE reminder_open AND reminder_due_at <= now() AND expires_at > now() RETURNING lead_id
"""


@dataclass(frozen=True)
class Timing:
    """So many reminders took so many seconds."""

    reminders: int
    seconds: float

    @property
    def each(self) -> float:
        """Seconds a reminder."""
        return self.seconds / self.reminders

    def __str__(self) -> str:
        return f"{self.reminders} in {self.seconds:.1f} s, {self.each * 1000:.2f} ms each"


@dataclass(frozen=True)
class Figures:
    """What was measured. Ratios: how many times as fast as the loop; how many times as long twice as many take."""

    loop: Timing
    service: Timing
    loop_with_mails: Timing
    service_with_mails: Timing
    twice_with_mails: Timing

    @property
    def times_as_fast(self) -> float:
        return self.loop.each / self.service.each

    @property
    def times_as_fast_with_mails(self) -> float:
        return self.loop_with_mails.each / self.service_with_mails.each

    @property
    def twice_takes(self) -> float:
        return self.twice_with_mails.seconds / self.service_with_mails.seconds


def measure(count: int = 10_000, sample: int = 500) -> Figures:
    """Measure on `count` and twice `count` due leads of our own, the loop on `sample` of them."""
    with mail_server(), due_leads(count):
        loop = _timed(lambda: row_by_row(sample, mails=False))
        service = _timed(claim_and_record)
        loop_with_mails = _timed(lambda: row_by_row(sample, mails=True))
        service_with_mails = _timed(dispatch)
    with mail_server(), due_leads(2 * count):
        twice_with_mails = _timed(dispatch)
    return Figures(loop, service, loop_with_mails, service_with_mails, twice_with_mails)


def row_by_row(limit: int, *, mails: bool) -> int:
    """The loop: for each due lead look for its reminder or make it, claim it, send the mail, save it, tell of it."""
    from django.core.mail import get_connection
    from django.db import connection, transaction
    from django.utils import timezone

    from leads.mail.reminder import ReminderMail, build_message
    from leads.models import Lead, LeadReminder, ReminderStatus
    from leads.services.events import record_lead_event
    from leads.services.reminders.limits import LEASE

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT lead_id, user_id, window_start, due_at, expires_at FROM lead_reminders_due(now()) LIMIT %s", [limit]
        )
        due = cursor.fetchall()
    leads = Lead.objects.select_related("user").in_bulk([lead_id for lead_id, *_ in due])
    with get_connection() as server:
        for lead_id, user_id, window, due_at, expires_at in due:
            lead = leads[lead_id]
            reminder, _ = LeadReminder.objects.get_or_create(
                lead=lead, user_id=user_id, window_start=window, defaults={"due_at": due_at, "expires_at": expires_at}
            )
            reminder.claimed_by, reminder.claimed_until = "loop", timezone.now() + LEASE
            reminder.save()
            days = (window - timezone.localdate()).days
            if mails:
                user = lead.user
                mail = ReminderMail(
                    lead_id, f"<{reminder.pk}@example.org>", expires_at, days, lead.company, user.email, user.language,
                    user.first_name, user.last_name, 60, 10,
                )  # fmt: skip
                server.send_messages([build_message(mail)])
            reminder.status, reminder.sent_at, reminder.attempts = ReminderStatus.SENT, timezone.now(), 1
            reminder.claimed_by, reminder.claimed_until = "", None
            with transaction.atomic():
                reminder.save()
                record_lead_event(
                    event_type="lead.protection.reminder",
                    lead_id=lead_id,
                    user_id=user_id,
                    reason="10_day_expiry_reminder",
                    metadata={"reminder_type": "expiry", "days_remaining": days},
                )
    return len(due)


def claim_and_record() -> int:
    """The service without its mails: queue, then claim and record in the transactions that it uses when it sends."""
    from django.db import transaction

    from core.workers import worker_name
    from leads.services.reminders.attempts import Attempt
    from leads.services.reminders.claiming import claim_reminders
    from leads.services.reminders.limits import LEASE, SENDERS
    from leads.services.reminders.queueing import queue_reminders
    from leads.services.reminders.recording import record_attempts

    queue_reminders()
    worker, sent = worker_name(), 0
    landed: list[Attempt] = []
    while True:
        with transaction.atomic(durable=True):
            record_attempts(worker=worker, attempts=landed)
            claims = claim_reminders(worker=worker, limit=SENDERS, lease=LEASE).claims
        sent += len(landed)
        landed = [Attempt(claim) for claim in claims]
        if not landed:
            return sent


def dispatch() -> int:
    """The service, whole."""
    from leads.services.reminders import dispatch_reminders

    return dispatch_reminders().sent


@contextmanager
def mail_server() -> Iterator[None]:
    """A mail sink on loopback, in a process of its own, that answers each mail after 20 ms."""
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"FRESHOPS_DATA_DIR": folder, "FRESHOPS_MAIL_DELAY_MS": str(MAIL_DELAY_MS)}
        sink = subprocess.Popen([sys.executable, "-m", "freshops.mailsink"], cwd=BASE_DIR, env=env)
        try:
            while noted_port(Path(folder)) is None:
                sleep(0.05)
            backend = "django.core.mail.backends.smtp.EmailBackend"
            with override_settings(
                EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=noted_port(Path(folder)), EMAIL_USE_TLS=False
            ):
                yield
        finally:
            sink.terminate()
            sink.wait()


@contextmanager
def due_leads(count: int) -> Iterator[None]:
    """So many leads whose reminder is due; whatever else is due is kept out of sight meanwhile."""
    from django.db import connection

    others = [lead_id for (lead_id,) in _as_owner(HIDE_OTHERS)]
    with connection.cursor() as cursor:
        cursor.execute(USERS, [PREFIX])
        users = [user for (user,) in cursor.fetchall()]
        cursor.execute(LEADS, [users, PREFIX, count])
    try:
        yield
    finally:
        _forget_reminders()
        _as_owner("DELETE FROM leads WHERE source = %s", PREFIX)
        _as_owner("SELECT refresh_lead_protections(%s::bigint[])", others)


def _timed(work: Callable[[], int]) -> Timing:
    _forget_reminders()
    _as_owner("VACUUM ANALYZE lead_reminders")
    started = perf_counter()
    done = work()
    return Timing(done, perf_counter() - started)


def _forget_reminders() -> None:
    _as_owner("DELETE FROM lead_reminders r USING leads l WHERE l.id = r.lead_id AND l.source = %s", PREFIX)


def _as_owner(statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
    from django.db import connection

    from core.owner import as_owner

    with as_owner(), connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
        return cursor.fetchall() if cursor.description else []

"""What dashboards read of reminders in the view `monitoring_user_lead`."""

from datetime import datetime

import psycopg
import pytest
from django.db import connection

from leads.models import Lead, LeadReminder, ReminderStatus
from leads.services.reminders.queueing import queue_reminders
from tests.leads.moments import expired_lead, lead_in_base
from tests.leads.reminders.due import due_lead, instant

pytestmark = pytest.mark.django_db(transaction=True)

TWO_HOURS_AGO = "date_trunc('second', now()) - interval '2 hours'"


def _reminders(territory: str = "DE") -> tuple[int, int, datetime | None]:
    """How many are due and overdue in a territory, and since when the oldest is due."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT sum(reminders_due)::int, sum(reminders_overdue)::int, min(oldest_reminder_due_at)
            FROM monitoring_user_lead WHERE territory = %s
            """,
            [territory],
        )
        due, overdue, oldest = cursor.fetchone()
        return due, overdue, oldest


@pytest.mark.parametrize("status", [ReminderStatus.PENDING, ReminderStatus.DEAD])
def test_what_is_queued_or_given_up_is_due_and_overdue_until_it_is_sent(status: str) -> None:
    due_lead()
    queue_reminders()
    since = instant(TWO_HOURS_AGO)
    LeadReminder.objects.update(status=status, due_at=since)
    assert _reminders() == (1, 1, since)


def test_so_is_what_nobody_has_queued(owner_db: psycopg.Connection) -> None:
    due_lead()
    since = instant(TWO_HOURS_AGO)
    assert _reminders()[:2] == (1, 0)
    owner_db.execute("UPDATE lead_protections SET due_known_at = %s", [since])
    assert _reminders() == (1, 1, since)


def test_what_was_sent_or_cancelled_or_is_not_due_is_not_counted() -> None:
    lead_in_base()
    expired_lead()
    due_lead()
    queue_reminders()
    LeadReminder.objects.update(status=ReminderStatus.SENT, sent_at=instant("now()"))
    assert _reminders() == (0, 0, None)


def test_it_counts_where_the_lead_is_now() -> None:
    lead = due_lead(territory="DE")
    queue_reminders()
    Lead.objects.filter(pk=lead.pk).update(territory="CH")
    lead_in_base(territory="DE")
    assert (_reminders("DE")[0], _reminders("CH")[0]) == (0, 1)


def test_leads_are_counted_once_each() -> None:
    for make in (lead_in_base, due_lead, expired_lead):
        make()
    queue_reminders()
    due_lead()
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(leads)::int, sum(reminders_due)::int FROM monitoring_user_lead")
        assert cursor.fetchone() == (4, 2)

"""Leads whose reminder is due. The database's clock is real; the facts are placed around it."""

from datetime import datetime
from typing import Any

from django.db import connection

from leads.models import Lead, LeadProtection, LeadReminder
from tests.factories import LeadFactory

# R so long ago that grace began five days ago. Months clamp to their last day: three days either way.
FIVE_DAYS_INTO_GRACE = "berlin_instant(berlin_wall(now()) - interval '65 days' - interval '6 months')"


def value(expression: str) -> Any:
    """What the database makes of an expression."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {expression}")
        return cursor.fetchone()[0]


def instant(expression: str) -> datetime:
    """An instant that the database works out."""
    found = value(expression)
    assert isinstance(found, datetime)
    return found


def due_lead(**attributes: Any) -> Lead:
    """A lead in grace, whose reminder has been due since it was recorded."""
    return LeadFactory.create(created_at=instant(FIVE_DAYS_INTO_GRACE), **attributes)


def reminder_of(lead: Lead) -> LeadReminder:
    """The only reminder of the lead."""
    return LeadReminder.objects.get(lead_id=lead.pk)


def reminder_due_at(lead: Lead) -> datetime:
    """When the lead's reminder falls due, from the projection."""
    due_at = LeadProtection.objects.get(pk=lead.pk).reminder_due_at
    assert due_at is not None
    return due_at


def delete_lead(lead: Lead) -> None:
    """As plain SQL does it; the facts go along."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM leads WHERE id = %s", [lead.pk])


def lapse_claims() -> None:
    """Let the leases of all claims be over, as if that much time had passed."""
    LeadReminder.objects.exclude(claimed_until=None).update(claimed_until=instant("now() - interval '1 second'"))


def make_due_again() -> None:
    """Let the delay before the next attempt be over."""
    LeadReminder.objects.update(next_attempt_at=instant("now() - interval '1 second'"))

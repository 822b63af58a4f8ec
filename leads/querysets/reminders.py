"""Reads of reminders, and of expiries that nobody was reminded of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Value

if TYPE_CHECKING:
    from core.models import User
    from leads.models import LeadExpiry, LeadReminder  # noqa: F401  named in quotes below

# The promise: sent within this time of falling due.
SENT_WITHIN = timedelta(minutes=60)


class LeadReminderQuerySet(models.QuerySet["LeadReminder"]):
    """Reminders, and the ways to narrow them; "now" is the database's."""

    def for_user(self, user: User) -> LeadReminderQuerySet:
        """Only what `user` may see: their territories; a superuser sees all."""
        return self if user.is_superuser else self.filter(territory__in=user.territories)

    def waiting(self) -> LeadReminderQuerySet:
        """Queued, and neither sent nor given up."""
        return self.filter(status="PENDING")

    def dead(self) -> LeadReminderQuerySet:
        """Given up, each with its error: someone has to act."""
        return self.filter(status="DEAD")

    def overdue(self) -> LeadReminderQuerySet:
        """Queued or given up, and not sent within the promised 60 minutes."""
        return self.filter(status__in=("PENDING", "DEAD"), due_at__lte=TransactionNow() - Value(SENT_WITHIN))


class LeadExpiryQuerySet(models.QuerySet["LeadExpiry"]):
    """Expiries, and the ways to narrow them."""

    def for_user(self, user: User) -> LeadExpiryQuerySet:
        """Only what `user` may see: their territories; a superuser sees all."""
        return self if user.is_superuser else self.filter(territory__in=user.territories)

    def violations(self) -> LeadExpiryQuerySet:
        """Expired without a reminder, still expired, and not yet acknowledged by anyone."""
        return self.filter(unreminded=True, revived_at=None, acknowledged_at=None)

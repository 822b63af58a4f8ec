"""A person's way to set a reminder going again that was given up."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.models import User
from leads.models import LeadReminder, ReminderStatus


class ReminderRefused(DomainError):
    """The reminder cannot be retried."""

    code = "reminder_refused"


def retry_reminder(*, reminder_id: int, actor: User) -> LeadReminder:
    """Put a reminder that was given up back into the queue, with as many attempts again; the next sweep sends it.

    Where it is no longer due by then, the sweep cancels it, with the reason. Raises ReminderRefused where it was not
    given up, or is none of `actor`'s; their right (`leads.retry_reminder`) is checked by the door they came through.
    """
    with transaction.atomic():
        found = LeadReminder.objects.for_user(actor).filter(pk=reminder_id)
        retried = found.filter(status=ReminderStatus.DEAD).update(
            status=ReminderStatus.PENDING, next_attempt_at=Now(), claimed_by="", claimed_until=None
        )
        reminder = found.first()
        if reminder is None:
            raise ReminderRefused(_("There is no such reminder."), code="reminder_not_found", status=404)
        if not retried:
            raise ReminderRefused(
                _("Only a reminder that was given up can be retried. This one: %(status)s.")
                % {"status": reminder.get_status_display()},
                code="reminder_not_dead",
            )
        return reminder

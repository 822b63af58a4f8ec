"""Expiries: that protection ended, on record once, and those of which nobody was reminded, until someone says why."""

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.models import User
from leads.models import LeadExpiry
from leads.services.database import call

BATCH = 500


class ExpiryRefused(DomainError):
    """The expiry cannot be acknowledged."""

    code = "expiry_refused"


def record_expiries() -> int:
    """Record every expiry of an open lead that has come and is not on record; how many. Idempotent.

    In short transactions of its own. Each is recorded with its event, and with whether a reminder had been sent.
    """
    recorded: int = 0
    while True:
        with transaction.atomic(durable=True):
            ((found, batch),) = call("record_due_lead_expiries", p_limit=BATCH)
        recorded += int(batch)
        if found < BATCH:
            return recorded


def acknowledge_expiry(*, expiry_id: int, actor: User) -> LeadExpiry:
    """Mark an expiry without a reminder as seen by `actor`; a second time changes nothing. Raises ExpiryRefused.

    Their right (`leads.acknowledge_expiry`) is checked by the door they came through.
    """
    with transaction.atomic():
        found = LeadExpiry.objects.for_user(actor).filter(pk=expiry_id, unreminded=True)
        found.filter(acknowledged_at=None).update(acknowledged_at=TransactionNow(), acknowledged_by=actor)
        expiry = found.first()
        if expiry is None:
            raise ExpiryRefused(_("There is no such expiry without a reminder."), code="expiry_not_found", status=404)
        return expiry

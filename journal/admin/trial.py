"""Sending a test event, straight to the receiver: neither recorded nor queued."""

from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from core.console.badges import Tone
from journal.admin.texts import told
from journal.messages import EventMessage
from journal.models import Subscription
from journal.webhooks.sending import AnswerOutcome, send
from journal.webhooks.signing import keys_of

TYPE = "freshops.test"


def send_test(subscription: Subscription) -> tuple[Tone, str]:
    """Send one and say how the receiver answered. Takes as long as the receiver does, at most some seconds."""
    now, event_id = timezone.now(), uuid4()
    message = EventMessage(
        delivery_id=0,
        stream=f"subscription/{subscription.pk}",
        attempts=0,
        event_id=event_id,
        event_type=TYPE,
        schema_version=1,
        aggregate_type="subscription",
        aggregate_id=subscription.pk,
        territory=None,
        correlation_id=None,
        source="freshops",
        recorded_at=now,
        journal_id=0,
        payload={"event_id": str(event_id), "event_type": TYPE, "timestamp": now.isoformat()},
    )
    answer = send(target=subscription.target, message=message, keys=keys_of(subscription))
    values = {"status": answer.status, "seconds": f"{answer.seconds:.2f}", "error": told(answer.error)}
    if answer.outcome is AnswerOutcome.DELIVERED:
        return Tone.GOOD, _("The receiver took the test event: %(status)s, after %(seconds)s s.") % values
    return Tone.DANGER, _("The test event did not arrive: %(error)s") % values

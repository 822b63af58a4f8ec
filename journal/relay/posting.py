"""One event to one webhook: what does not keep its contract is not sent."""

from django.utils.translation import override

from journal.contracts.validation import validate_outgoing
from journal.messages import EventMessage
from journal.models import Subscription
from journal.relay.claims import Outcome, Settlement
from journal.relay.verdicts import Verdict, judge
from journal.webhooks.sending import send
from journal.webhooks.signing import keys_of


def post(subscription: Subscription, message: EventMessage) -> Verdict:
    """Send an event and judge the answer. One whose body breaks its published schema is parked: no retry mends it."""
    with override(None):  # kept in the database, and read in any language
        faults = validate_outgoing(message.event_type, message.schema_version, message.payload)
    if faults:
        why = "; ".join(f"{fault.pointer or '/'}: {fault.reason}" for fault in faults)
        return Verdict(subscription, Settlement(message.delivery_id, Outcome.PARKED, f"Not sent. {why}"))
    answer = send(target=subscription.target, message=message, keys=keys_of(subscription))
    return judge(subscription, message, answer)

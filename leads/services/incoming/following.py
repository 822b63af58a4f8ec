"""What happens here and bears on automatic holds: a hold ended, a lead was handed over, protection came back."""

from collections.abc import Sequence
from datetime import datetime

import pghistory

from journal.messages import EventMessage
from leads.services.debts import drop_debts_at_handovers, reconcile_debts
from leads.services.incoming.facts import OURS


def follow_changes(messages: Sequence[EventMessage]) -> None:
    """Bring the automatic holds in line with what people, or plain SQL, did. In the caller's transaction."""
    ours = [message for message in messages if message.source == OURS]
    with pghistory.context(source="event"):
        drop_debts_at_handovers(
            (message.aggregate_id, datetime.fromisoformat(message.payload["metadata"]["effective_at"]))
            for message in ours
            if message.event_type == "lead.reassigned" and message.payload["metadata"]["holds_closed"]
        )
        reconcile_debts(lead_ids={message.aggregate_id for message in ours})

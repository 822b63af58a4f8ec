"""What leads do about events: facts that other systems report, and what follows from changes made here."""

from journal.consumers import Consumer
from leads.services.incoming import apply_facts, follow_changes
from leads.services.incoming.applying import STATUS_TYPES
from leads.services.incoming.debts import DEBT_TYPES

CONSUMERS = (
    Consumer(
        name="leads.facts",
        event_types=(
            "lead.created",
            "lead.assigned",
            "lead.updated",
            "lead.activity.created",
            *STATUS_TYPES,
            *DEBT_TYPES,
        ),
        handle=apply_facts,
        ordered=False,
    ),
    Consumer(
        name="leads.debts",
        event_types=(
            "lead.hold.released",
            "lead.hold.corrected",
            "lead.hold.voided",
            "lead.hold.reopened",
            "lead.reassigned",
            "lead.handover.voided",
            "lead.policy.assigned",
            "lead.status.changed",
            "lead.status.voided",
            "lead.protection.revived",
        ),
        handle=follow_changes,
        ordered=False,
    ),
)

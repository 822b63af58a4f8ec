"""Changes of status that another system reports: all of a batch together."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from leads.models import LeadStatus, LeadStatusChange
from leads.services.incoming.facts import Fact
from leads.services.incoming.overtaking import Rivals

_STATUS = {"lead.converted": LeadStatus.CONVERTED, "lead.withdrawn": LeadStatus.WITHDRAWN}


def record_statuses(facts: Sequence[Fact]) -> None:
    """Record changes of status, each at its instant; of two for one instant, the one with the greater event id holds.

    Raises FactRefused where somebody here recorded another one for that instant.
    """
    if not facts:
        return
    rivals = Rivals(LeadStatusChange, "changed_at", facts)
    new = rivals.winners()
    rivals.void_overtaken(new)
    LeadStatusChange.objects.bulk_create(
        [
            LeadStatusChange(
                lead_id=fact.lead_id,
                status=_status(fact),
                changed_at=fact.at,
                reason=fact.reason,
                source=fact.source,
                external_id=str(fact.event_id),
            )
            for fact in new
        ]
    )
    _tell((fact.lead_id, fact.reason or _status(fact), _status(fact), fact.at) for fact in new)


def _status(fact: Fact) -> str:
    return str(_STATUS.get(fact.event_type) or LeadStatus(fact.details["status"]))


def _tell(changes: Iterable[tuple[int, str, str, datetime]]) -> None:
    """Record the events of changes, each with the lead's id, a reason, the status and its instant."""
    rows = list(changes)
    metadata = [json.dumps({"status": status, "changed_at": at}, cls=DjangoJSONEncoder) for _, _, status, at in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(record_lead_event('lead.status.changed', lead_id, NULL, reason, metadata::jsonb))
            FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS line (lead_id, reason, metadata)
            """,
            [[row[0] for row in rows], [row[1] for row in rows], metadata],
        )

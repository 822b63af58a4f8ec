"""An event of another system, as the leads read it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from journal.messages import EventMessage
from leads.errors import FactRefused

# The source of what was recorded in this database: by the application, or by plain SQL.
OURS = "freshops"
# Ids are JavaScript's to read as well, and the numbers drawn here stay ahead of them.
GREATEST_ID = 2**53
# Clocks of two machines differ; the database forgives as much.
TOLERANCE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened to a lead at an aware instant, as `source` reports it. `details` depend on the type."""

    event_id: UUID
    event_type: str
    source: str
    lead_id: int
    user_id: int | None
    at: datetime
    territory: str | None
    reason: str
    details: dict[str, Any]

    @property
    def place(self) -> tuple[datetime, str]:
        """Where it stands among facts that overtake each other: of two at one instant the greater id is the later."""
        return self.at, str(self.event_id)


def is_report(message: EventMessage) -> bool:
    """Whether an event reports a fact. A change of status is recorded here under the same name as it is reported."""
    return message.source != OURS or message.event_type != "lead.status.changed"


def read_fact(message: EventMessage) -> Fact:
    """The fact that an event carries. Raises FactRefused where it names no lead, or no instant that has come."""
    body = message.payload
    try:
        at = datetime.fromisoformat(body["timestamp"])
        lead_id = int(body["lead_id"])
    except (KeyError, TypeError, ValueError) as error:
        raise FactRefused(_("The event names no lead, or no time."), code="event_unreadable", status=422) from error
    if at.tzinfo is None:
        raise FactRefused(
            _("The time of the event has no zone."), code="event_unreadable", status=422, field="timestamp"
        )
    if at > timezone.now() + TOLERANCE:
        raise FactRefused(
            _("The event lies in the future. Send it when it has happened."), code="event_in_future", field="timestamp"
        )
    if not 0 < lead_id <= GREATEST_ID:
        raise FactRefused(_("There can be no lead of this id."), code="lead_id_invalid", status=422, field="lead_id")
    return Fact(
        event_id=message.event_id,
        event_type=message.event_type,
        source=message.source[:40],
        lead_id=lead_id,
        user_id=body.get("user_id"),
        at=at,
        territory=message.territory,
        reason=str(body.get("reason") or "")[:255],
        details=body.get("metadata") or {},
    )

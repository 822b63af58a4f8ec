"""What people write into the timeline."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.dbclock import database_now
from core.models import User
from operations.incidents.clocks import next_update
from operations.incidents.models import EntryKind, Incident, TimelineEntry
from operations.incidents.services.errors import IncidentRefused, text_of
from operations.incidents.services.locking import locked_until_closed, locked_while_open
from operations.incidents.services.timeline import write_entry


@transaction.atomic
def add_note(*, incident_id: int, text: str, actor: User, at: datetime | None = None) -> TimelineEntry:
    """Write down what was seen, done or decided; `at` (aware): when, by default now. The line.

    Raises IncidentRefused for an empty text, an instant in the future, and after closing.
    """
    incident = locked_until_closed(incident_id, actor)
    if at is not None and at > database_now():
        raise IncidentRefused(_("It cannot have happened in the future."), code="future", status=422, field="at")
    return write_entry(incident=incident, kind=EntryKind.NOTE, actor=actor, text=text_of(text), at=at)


@transaction.atomic
def post_update(*, incident_id: int, text: str, actor: User) -> Incident:
    """Tell everyone how it stands; the clock for the next update starts anew. The incident.

    Raises IncidentRefused for an empty text, and where the incident has ended.
    """
    incident = locked_while_open(incident_id, actor)
    now = database_now()
    incident.next_update_at = next_update(incident.severity, now)
    incident.save(update_fields=["next_update_at"])
    due = incident.next_update_at.isoformat() if incident.next_update_at else None
    write_entry(incident=incident, kind=EntryKind.UPDATE, actor=actor, text=text_of(text), at=now, next_update_at=due)
    return incident

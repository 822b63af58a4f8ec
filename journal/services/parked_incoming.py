"""Events that were sent to us and parked, because nobody knew their type: recorded after all, or discarded."""

import json
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dbclock import database_now
from core.errors import DomainError
from core.models import User
from journal.contracts.validation import known_contract
from journal.incoming.judging import judge
from journal.incoming.rows import row_of
from journal.models import IncomingEvent, IncomingState


@transaction.atomic
def retry_incoming(*, event_id: UUID, actor: User | None) -> bool:
    """Record a parked event whose type is known by now, as if it came in now; False where it is not parked (any more).

    DomainError while nobody knows its type, or where its schema refuses it: then nothing changes.
    """
    parked = _parked(event_id)
    if parked is None or parked.body is None:
        return False
    if known_contract(parked.body) is None:
        raise DomainError(_("Nobody here reads this type and version yet. It is kept."), code="type_unknown")
    sender = User.objects.get(pk=parked.sender_id)
    (verdict,) = judge([parked.body], sender=sender, now=database_now())
    if verdict.faults:
        told = "; ".join(f"{fault.pointer or '/'}: {fault.reason}" for fault in verdict.faults)
        raise DomainError(told, code="event_invalid", status=422)
    rows = json.dumps([row_of(parked.body, verdict.territory)], ensure_ascii=False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT integration.unpark_incoming_events(%s, %s::jsonb)", [sender.username, rows])
        return int(cursor.fetchone()[0]) == 1


@transaction.atomic
def discard_incoming(*, event_id: UUID, actor: User, why: str) -> bool:
    """Give a parked event up; False where it is not parked (any more). DomainError without a reason."""
    if not why.strip():
        raise DomainError(_("Say why the event is discarded."), code="reason_missing", status=422, field="why")
    settled = {"state": IncomingState.DISCARDED, "settled_at": timezone.now(), "note": f"{actor}: {why.strip()}"}
    return IncomingEvent.objects.filter(pk=event_id, state=IncomingState.PARKED).update(**settled) == 1


def _parked(event_id: UUID) -> IncomingEvent | None:
    rows = IncomingEvent.objects.select_for_update(no_key=True)
    return rows.filter(pk=event_id, state=IncomingState.PARKED).first()

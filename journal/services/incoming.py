"""Receiving events of other systems: recorded together, and each answered as it was the first time."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.dbclock import database_now
from core.models import User
from journal.contracts.words import Fault
from journal.incoming.judging import Verdict, judge
from journal.incoming.memory import Before, received_before
from journal.incoming.rows import row_of
from journal.models import IncomingState
from journal.relay.inline import deliver_now

MOST_EVENTS = 1000


class Status(StrEnum):
    """What became of an event that was sent."""

    ACCEPTED = "accepted"
    PARKED = "parked"
    REJECTED = "rejected"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one event. `event_id` as it was sent (None where it was none); `is_new`: recorded just now."""

    event_id: str | None
    status: Status
    errors: Sequence[Fault] = ()
    note: str = ""
    is_new: bool = False


@transaction.atomic
def receive_events(*, sender: User, events: Sequence[Any]) -> list[Result]:
    """Record the valid ones of `events` (up to 1,000 JSON values), all in one statement; a result for each, in order.

    An event that was received before changes nothing, and is answered as the first time; the same id with another
    body, or from another sender, is a conflict. Of two with one id among `events`, the first counts.
    """
    before = received_before(events, sender)
    new = [event for position, event in enumerate(events) if position not in before]
    results = iter(_receive_new(sender, new) if new else ())
    return [
        _known(event["event_id"], before[position]) if position in before else next(results)
        for position, event in enumerate(events)
    ]


def apply_events(results: Sequence[Result]) -> None:
    """Give what was just recorded to the consumers in the code. After the commit; the relay does what is left."""
    new = [UUID(result.event_id) for result in results if result.event_id and result.is_new]
    if new:
        deliver_now(new)


def _receive_new(sender: User, events: Sequence[Any]) -> list[Result]:
    verdicts = judge(events, sender=sender, now=database_now())
    rows = [None if verdict.faults else row_of(verdict.event, verdict.territory) for verdict in verdicts]
    first: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row is not None:
            first.setdefault(row["event_id"], row)
    known = _record(sender, list(first.values()))
    return [
        _result(verdict, row, first[row["event_id"]], known[row["event_id"]]) if row else _rejected(verdict)
        for verdict, row in zip(verdicts, rows, strict=True)
    ]


def _known(event_id: str, before: Before) -> Result:
    return _conflict(event_id) if before is Before.ANOTHER else _taken(event_id, parked=before is Before.PARKED)


_Known = tuple[str | None, bool | None]


def _record(sender: User, rows: Sequence[dict[str, Any]]) -> dict[str, _Known]:
    """For each id the state it had before, and whether with the same body; (None, None) where it is new."""
    if not rows:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT event_id::text, state, same_body FROM integration.record_incoming_events(%s, %s, %s::jsonb)",
            [sender.pk, sender.username, json.dumps(rows, ensure_ascii=False)],
        )
        return {event_id: (state, same_body) for event_id, state, same_body in cursor.fetchall()}


def _result(verdict: Verdict, row: dict[str, Any], first: dict[str, Any], known: _Known) -> Result:
    event_id = verdict.event["event_id"]
    state, same_body = known
    if same_body is False or row["fingerprint"] != first["fingerprint"]:
        return _conflict(event_id)
    # A state: somebody else was sending the same at the same time.
    parked = row["parked"] if state is None else state != IncomingState.RECORDED
    return _taken(event_id, parked=parked, is_new=state is None and row is first)


def _conflict(event_id: str) -> Result:
    fault = Fault("/event_id", _("This id stands for another event already. Take a new one for a new event."))
    return Result(event_id, Status.CONFLICT, [fault])


def _taken(event_id: str, *, parked: bool, is_new: bool = False) -> Result:
    if parked:
        return Result(event_id, Status.PARKED, note=_("Nobody here reads this type and version yet. It is kept."))
    return Result(event_id, Status.ACCEPTED, is_new=is_new)


def _rejected(verdict: Verdict) -> Result:
    sent = verdict.event.get("event_id") if isinstance(verdict.event, dict) else None
    return Result(sent if isinstance(sent, str) and len(sent) <= 100 else None, Status.REJECTED, verdict.faults)

"""The history of a lead: every change of it and of its facts, from the tables that triggers fill."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

from core.models import User
from leads.models import Lead

# Event model -> the column that names the lead.
_TRACKED = {
    "LeadEvent": "pgh_obj",
    "LeadHoldEvent": "lead",
    "LeadActivityEvent": "lead",
    "LeadOwnershipEvent": "lead",
    "LeadStatusChangeEvent": "lead",
    "LeadReminderEvent": "lead",
}
# Bookkeeping that nobody decided: kept by the database, or said by the entry itself (who recorded, and when).
_SILENT = {"recorded_at", "created_by", "status_at", "valid_to", "message_id", "attempts"}
# When a hold was typed in, and whose protection a hold or an activity was: neither decides anything.
_SILENT_OF = {"LeadHoldEvent": {"created_at", "user"}, "LeadActivityEvent": {"user"}}

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after; values as stored, None for none. A new row has no before, a deleted one no after."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What one transaction did to one row. `user_id` and `source` are None where nobody said (plain SQL)."""

    at: datetime
    user_id: int | None
    source: str | None
    model: type[Model]
    row_id: int
    action: str  # insert, update, delete
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A lead's clock before or after a move: `expires_at` is None while an open hold moves it."""

    user_id: int
    expires_at: datetime | None
    state: str


@dataclass(frozen=True, slots=True)
class DeadlineMove:
    """The deadline of a lead moved, or the lead changed hands."""

    at: datetime
    user_id: int | None
    source: str | None
    old: Deadline
    new: Deadline


def history_of(lead_id: int) -> list[HistoryEntry]:
    """Every change of a lead and its facts, the newest first. Works for a deleted lead too."""
    entries = [entry for name, column in _TRACKED.items() for entry in _entries(name, column, lead_id)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def deadline_moves_of(lead_id: int) -> list[DeadlineMove]:
    """Every move of a lead's deadline, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT changed_at, (context->>'user')::bigint, context->>'source',
                   old_user_id, old_expires_at, old_state, new_user_id, new_expires_at, new_state
            FROM lead_protection_changes WHERE lead_id = %s ORDER BY id DESC
            """,
            [lead_id],
        )
        return [
            DeadlineMove(at, user_id, source, Deadline(*clocks[:3]), Deadline(*clocks[3:]))
            for at, user_id, source, *clocks in cursor.fetchall()
        ]


def deleted_lead(user: User, lead_id: int) -> Lead | None:
    """A lead that is gone, as it was in the end, if its history is for `user` to see; else None."""
    last = apps.get_model("leads", "LeadEvent").objects.filter(pgh_obj=lead_id).order_by("-pgh_id").first()
    if last is None or last.pgh_label != "delete" or not (user.is_superuser or last.territory in user.territories):
        return None
    return Lead(pk=lead_id, company=last.company, territory=last.territory)


def _entries(name: str, column: str, lead_id: int) -> Iterator[HistoryEntry]:
    events = apps.get_model("leads", name)
    silent = {"id", "lead", *_SILENT, *_SILENT_OF.get(name, ())}
    fields = [
        field.attname
        for field in events._meta.concrete_fields
        if not field.name.startswith("pgh_") and field.name not in silent
    ]
    model: Any = events._meta.get_field("pgh_obj").related_model
    rows = list(events.objects.filter(**{column: lead_id}).order_by("pgh_obj_id", "pgh_id").values())
    for row_id, of_row in groupby(rows, key=lambda row: row["pgh_obj_id"]):
        before: Row = {}
        for (at, _context_id), done in groupby(of_row, key=lambda row: (row["pgh_created_at"], row["pgh_context_id"])):
            action, after = _outcome(list(done))
            gone: Row = {} if action == "delete" else after
            changes = tuple(
                FieldChange(field, before.get(field), gone.get(field))
                for field in fields
                if (before.get(field) or None) != (gone.get(field) or None)
            )
            before = after
            told_by_lead = action == "insert" and after.get("mode") == "REGISTERED"  # its first ownership
            if (changes or action != "update") and not told_by_lead:
                context = after["pgh_context"] or {}
                yield HistoryEntry(at, context.get("user"), context.get("source"), model, row_id, action, changes)


def _outcome(done: list[Row]) -> tuple[str, Row]:
    """What one transaction came to for one row: a trigger may complete a row before its insertion is on record."""
    labels = {row["pgh_label"] for row in done}
    action = next(action for action in ("delete", "insert", "update") if action in labels)
    last = "update" if action == "insert" and "update" in labels else action
    return action, [row for row in done if row["pgh_label"] == last][-1]

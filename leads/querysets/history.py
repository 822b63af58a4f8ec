"""The history of a lead: every change of it and of its facts, from the tables that triggers fill."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

# Event model -> the column that names the lead.
_TRACKED = {
    "LeadEvent": "pgh_obj",
    "LeadHoldEvent": "lead",
    "LeadActivityEvent": "lead",
    "LeadOwnershipEvent": "lead",
    "LeadStatusChangeEvent": "lead",
    "LeadReminderEvent": "lead",
}
# Bookkeeping that nobody decided.
_SILENT = {"recorded_at", "created_at", "claimed_by", "claimed_until", "next_attempt_at", "status_at"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after; both None-able values as stored."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of one row. `user_id` and `source` are None where nobody said (plain SQL)."""

    at: datetime
    user_id: int | None
    source: str | None
    model: type[Model]
    row_id: int
    action: str  # insert, update, delete
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class DeadlineMove:
    """The deadline of a lead moved; instants None while an open hold moves it."""

    at: datetime
    user_id: int | None
    source: str | None
    old_expires_at: datetime | None
    new_expires_at: datetime | None
    old_state: str
    new_state: str


def history_of(lead_id: int) -> list[HistoryEntry]:
    """Every change of a lead and its facts, the newest first. Works for a deleted lead too."""
    entries = [entry for name, column in _TRACKED.items() for entry in _entries(name, column, lead_id)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def deadline_moves_of(lead_id: int) -> list[DeadlineMove]:
    """Every move of a lead's deadline, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT changed_at, (context->>'user')::bigint, context->>'source', old_expires_at, new_expires_at,
                   old_state, new_state
            FROM lead_protection_changes WHERE lead_id = %s ORDER BY id DESC
            """,
            [lead_id],
        )
        return [DeadlineMove(*row) for row in cursor.fetchall()]


def _entries(name: str, column: str, lead_id: int) -> Iterator[HistoryEntry]:
    model = apps.get_model("leads", name)
    tracked: type[Model] = model._meta.get_field("pgh_obj").related_model  # type: ignore[assignment]
    fields = [
        field.attname
        for field in model._meta.concrete_fields
        if not field.name.startswith("pgh_") and field.name not in {"id", "lead", *_SILENT}
    ]
    last: dict[int, dict[str, Any]] = {}
    for row in model.objects.filter(**{column: lead_id}).order_by("pgh_id").values():
        known = last.get(row["pgh_obj_id"], {})
        changes = tuple(
            FieldChange(field, known.get(field), row[field])
            for field in fields
            if row["pgh_label"] == "update" and known.get(field) != row[field]
        )
        last[row["pgh_obj_id"]] = row
        if row["pgh_label"] == "update" and not changes:
            continue
        context = row["pgh_context"] or {}
        yield HistoryEntry(
            row["pgh_created_at"],
            context.get("user"),
            context.get("source"),
            tracked,
            row["pgh_obj_id"],
            row["pgh_label"],
            changes,
        )

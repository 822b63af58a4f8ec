"""The history of one row of a tracked model, from the tables that triggers fill."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Model

from leads.querysets.history import FieldChange, HistoryEntry

# Bookkeeping that nobody decided, or that an entry says by itself: who, when, and that it was a correction.
_SILENT = {"id", "recorded_at", "corrected", "voided_by", "correlation_id"}


@dataclass(frozen=True, slots=True)
class Reasoned:
    """What one transaction did to the row, and why, where somebody said it."""

    entry: HistoryEntry
    why: str


def changes_of(row: Model) -> list[Reasoned]:
    """Every change of a row of a model that `leads.history.tracked` tracks, the newest first."""
    events: Any = row.history  # type: ignore[attr-defined]  # made by the decorator
    names = [
        field.attname
        for field in events.model._meta.concrete_fields
        if not field.name.startswith("pgh_") and field.name not in _SILENT
    ]
    found, before = [], dict.fromkeys(names)
    rows = events.order_by("pgh_id").values()
    for _key, same in groupby(rows, key=lambda each: (each["pgh_created_at"], each["pgh_context_id"])):
        done = list(same)
        after, context = done[-1], done[-1]["pgh_context"] or {}
        changes = tuple(
            FieldChange(name, before[name], after[name])
            for name in names
            if before[name] != after[name] and not {before[name], after[name]} <= {None, ""}
        )
        if changes:
            entry = HistoryEntry(
                at=after["pgh_created_at"],
                user_id=context.get("user"),
                source=context.get("source"),
                model=type(row),
                row_id=row.pk,
                action=done[0]["pgh_label"],
                changes=changes,
            )
            found.append(Reasoned(entry, str(context.get("reason") or "")))
        before = {name: after[name] for name in names}
    return found[::-1]

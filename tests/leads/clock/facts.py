"""Writing a history's facts as plain SQL, and asking what they come to."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from leads.clock import ActivityFact, HoldFact, Lengths, clock_at
from tests.leads.clock.histories import History
from tests.leads.clock.ticking_model import Hold, Reading, read


def insert_lead(user_id: int, started_at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO leads (user_id, created_at) VALUES (%s, %s) RETURNING id", [user_id, started_at])
        return int(cursor.fetchone()[0])


def insert_holds(lead_id: int, holds: Iterable[Hold]) -> None:
    with connection.cursor() as cursor:
        for hold in holds:
            cursor.execute(
                "INSERT INTO lead_holds (lead_id, start_at, end_at) VALUES (%s, %s, %s)",
                [lead_id, hold.start, hold.end],
            )


def insert_activities(lead_id: int, activities: Iterable[datetime]) -> None:
    with connection.cursor() as cursor:
        for occurred_at in activities:
            cursor.execute(
                "INSERT INTO lead_activities (lead_id, kind, occurred_at) VALUES (%s, 'SAMPLE_FEEDBACK', %s)",
                [lead_id, occurred_at],
            )


def as_reading(found: Any) -> Reading:
    """The part of a protection, or of a clock, that the ticking model knows."""
    return Reading(
        found.base_ends_at,
        found.grace_starts_at,
        found.protection_expires_at,
        str(found.state),
        str(found.phase),
        found.clock_stopped,
        found.remaining,
    )


def model_reading(history: History, at: datetime | None = None) -> Reading:
    return read(at or history.at, started_at=history.started_at, holds=history.holds, activities=history.activities)


def python_reading(history: History) -> Reading:
    return as_reading(
        clock_at(
            history.at,
            started_at=history.started_at,
            lengths=Lengths(),
            holds=[HoldFact(hold.start, hold.end) for hold in history.holds],
            activities=[ActivityFact(moment) for moment in history.activities],
        )
    )


def drift_of(lead_id: int) -> list[tuple[Any, ...]]:
    """Where the lead's projection differs from its definition; empty if it does not."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT to_jsonb(p), to_jsonb(d)
            FROM (SELECT * FROM lead_protections WHERE lead_id = %(id)s) p
            FULL JOIN (SELECT * FROM lead_protections_defined WHERE lead_id = %(id)s) d USING (lead_id)
            WHERE to_jsonb(p) - '{due_known_at,expiry_open,changed_at}'::text[] IS DISTINCT FROM to_jsonb(d)
            """,
            {"id": lead_id},
        )
        return list(cursor.fetchall())


def delete_lead(lead_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM leads WHERE id = %s", [lead_id])

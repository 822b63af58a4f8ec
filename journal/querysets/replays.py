"""How many deliveries a replay would queue."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

# Where there are more, nobody needs to know how many.
MOST_COUNTED = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Recorded events to be sent again, as `journal.services.replays.replay_events` takes them."""

    subscription_id: int | None = None
    recorded_from: datetime | None = None
    recorded_until: datetime | None = None
    event_types: list[str] = field(default_factory=list)
    aggregate_type: str | None = None
    aggregate_id: int | None = None


def count_replay(selection: Selection, *, enabled: bool = False) -> int:
    """How many deliveries `integration.queue_replay` would queue now, up to MOST_COUNTED.

    `enabled`: as if the subscription, which is disabled, had been enabled before.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FROM (
                SELECT FROM integration.event_journal j
                JOIN integration.subscriptions s
                    ON (s.state <> 'DISABLED' OR %(enabled)s)
                    AND (%(subscription)s::bigint IS NULL OR s.id = %(subscription)s)
                    AND integration.is_wanted(s.event_types, s.territories, j.event_type, j.territory)
                WHERE (%(from)s::timestamptz IS NULL OR j.recorded_at >= %(from)s)
                  AND (%(until)s::timestamptz IS NULL OR j.recorded_at < %(until)s)
                  AND integration.is_wanted(%(types)s::text[], '{}', j.event_type, NULL)
                  AND (%(aggregate)s::text IS NULL OR j.aggregate_type = %(aggregate)s)
                  AND (%(number)s::bigint IS NULL OR j.aggregate_id = %(number)s)
                  AND NOT EXISTS (
                      SELECT FROM integration.event_deliveries d
                      WHERE d.event_id = j.event_id AND d.subscription_id = s.id AND d.state IN ('PENDING', 'PARKED'))
                LIMIT %(most)s) found
            """,
            {
                "enabled": enabled,
                "subscription": selection.subscription_id,
                "from": selection.recorded_from,
                "until": selection.recorded_until,
                "types": selection.event_types,
                "aggregate": selection.aggregate_type,
                "number": selection.aggregate_id,
                "most": MOST_COUNTED,
            },
        )
        return int(cursor.fetchone()[0])

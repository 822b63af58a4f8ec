"""How the deliveries of each subscription stand: what waits, since when, what is parked, when one last arrived."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

# Nobody reads exact numbers beyond this, and counting them costs.
MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Health:
    """The deliveries of one subscription; counts stop at MOST_COUNTED. Instants are aware, None where there is none."""

    waiting: int = 0
    parked: int = 0
    oldest_waiting: datetime | None = None
    last_success: datetime | None = None


def health_by_subscription() -> dict[int, Health]:
    """The health of every subscription, by its id. One query; index look-ups and short scans."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT s.id, pending.deliveries, parked.deliveries, pending.oldest, delivered.last_at
            FROM integration.subscriptions s
            CROSS JOIN LATERAL (
                SELECT count(*) AS deliveries, min(next.created_at) AS oldest FROM (
                    SELECT d.created_at FROM integration.event_deliveries d
                    WHERE d.subscription_id = s.id AND d.state = 'PENDING' ORDER BY d.due_at, d.id LIMIT %(most)s
                ) next) pending
            CROSS JOIN LATERAL (
                SELECT count(*) AS deliveries FROM (
                    SELECT FROM integration.event_deliveries d
                    WHERE d.subscription_id = s.id AND d.state = 'PARKED' LIMIT %(most)s
                ) next) parked
            LEFT JOIN integration.delivery_totals delivered
                ON delivered.subscription_id = s.id AND delivered.outcome = 'DELIVERED'
            """,
            {"most": MOST_COUNTED},
        )
        return {row[0]: Health(*row[1:]) for row in cursor.fetchall()}

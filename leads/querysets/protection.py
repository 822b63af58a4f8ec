"""Reading clocks from the definition. Lists read the projection instead (`LeadQuerySet`)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from leads.protection import Phase, Protection, State

# The subquery keeps the instant a plain column: a volatile argument would keep the function from being inlined.
_READ = """
SELECT p.id, p.user_id, p.started_at, p.base_ends_at, p.grace_starts_at, p.protection_expires_at, p.state, p.phase,
       p.clock_stopped, p.stopped_since, p.stopped_until, p.remaining, p.reminder_due_at, p.policy_id, p.status,
       p.anchor_activity_id
FROM (SELECT coalesce(%s::timestamptz, clock_timestamp()) AS at OFFSET 0) asked
CROSS JOIN LATERAL lead_protection_as_of(asked.at) p
WHERE p.id = ANY (%s)
"""


def protections_of(lead_ids: Iterable[int], at: datetime | None = None) -> dict[int, Protection]:
    """The clocks of some leads at `at` (aware; default: the database's clock now).

    A lead that was not registered yet at that instant is not in the result.
    """
    with connection.cursor() as cursor:
        cursor.execute(_READ, [at, list(lead_ids)])
        return {row[0]: _protection(*row) for row in cursor.fetchall()}


def protection_of(lead_id: int, at: datetime | None = None) -> Protection | None:
    """The clock of one lead at `at`, or None where there is no such lead, or was none yet."""
    return protections_of([lead_id], at).get(lead_id)


def _protection(*row: Any) -> Protection:
    values = dict(zip(Protection.__slots__, row, strict=True))
    return Protection(**{**values, "state": State(values["state"]), "phase": Phase(values["phase"])})

"""Finding what is due: the projection against the definition, and against an index that only has to be read."""

from typing import Any

from bench.figures import Figure, at_least, at_most
from bench.measure import Sample, side_by_side, timed
from bench.reading import rows
from bench.sizes import Size

DUE = "SELECT lead_id, user_id, window_start, due_at, expires_at FROM lead_reminders_due(%(at)s)"

# The same leads by the definition alone: the clock of every lead, and no reminder of this window.
DEFINED = """
SELECT p.id FROM lead_protection_as_of(%(at)s) p
WHERE p.status = 'OPEN' AND p.state = 'PROTECTED' AND p.reminder_due_at <= %(at)s AND NOT EXISTS (
    SELECT FROM lead_reminders r
    WHERE r.lead_id = p.id AND r.user_id = p.user_id
      AND r.window_start = berlin_wall(p.protection_expires_at)::date AND r.status <> 'CANCELLED')
"""

# As many rows from the same index, and no question asked of them.
RANGE_SCAN = """
SELECT lead_id, user_id, window_start, reminder_due_at, expires_at FROM lead_protections
WHERE reminder_open AND reminder_due_at <= %(at)s ORDER BY reminder_due_at DESC LIMIT %(rows)s
"""


def figures(size: Size) -> list[Figure]:
    """Everything in grace is due, as after an outage of ten days."""
    asked: dict[str, Any] = {"at": rows("SELECT now()")[0][0]}
    due = {row[0] for row in rows(DUE, asked)}
    defined: set[int] = set()

    def define() -> None:
        defined.update(row[0] for row in rows(DEFINED, asked))

    definition = Sample((timed(define),))
    if due != defined:
        raise AssertionError(f"projection and definition disagree about {len(due ^ defined)} due leads")
    asked["rows"] = len(due)
    found, scanned = side_by_side(
        lambda: rows(DUE, asked), lambda: rows(RANGE_SCAN, asked), repetitions=10 * size.repetitions, warm_up=3
    )
    name = f"finding all {len(due)} reminders due"
    return [
        at_least(name, found, definition, 100, f"the definition for {size.leads} leads"),
        at_most("the same", found, scanned, 3, "a bare index range scan of as many rows"),
    ]

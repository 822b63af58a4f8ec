"""Does the journal say everything that happened to leads? What is missing there is missing from the evidence."""

from datetime import datetime

from django.db import connection

# Each counts rows that lack what their transaction should have written with them. One that is found stays until
# somebody has looked, however old it is.
GAPS = {
    "reminder_events": """
        SELECT count(*) FROM lead_reminders r
        WHERE r.status = 'SENT' AND r.due_at >= coalesce(%(since)s::timestamptz, '-infinity') AND NOT EXISTS (
            SELECT FROM integration.event_keys k JOIN integration.event_journal j USING (event_id)
            WHERE k.deduplication_key = 'lead.protection.reminder:' || r.id)
    """,
    "expiry_events": """
        SELECT count(*) FROM lead_expiries e
        WHERE e.recorded_at >= coalesce(%(since)s::timestamptz, '-infinity') AND NOT EXISTS (
            SELECT FROM integration.event_keys k JOIN integration.event_journal j USING (event_id)
            WHERE k.deduplication_key = 'lead.protection.expired:' || e.id)
    """,
    "hold_events": """
        SELECT count(*) FROM lead_holds h
        WHERE h.recorded_at >= coalesce(%(since)s::timestamptz, '-infinity') AND NOT EXISTS (
            SELECT FROM integration.event_journal j
            WHERE j.aggregate_type = 'lead' AND j.aggregate_id = h.lead_id AND j.event_type LIKE 'lead.hold.%%'
              AND j.payload -> 'metadata' -> 'hold_id' = to_jsonb(h.id))
    """,
    "journal_keys": """
        SELECT count(*) FROM integration.event_keys k
        WHERE k.recorded_at >= coalesce(%(since)s::timestamptz, '-infinity')
          AND NOT EXISTS (SELECT FROM integration.event_journal j WHERE j.event_id = k.event_id)
    """,
    # A total may be above the number of rows, which can be erased, and never below it.
    "reminder_totals": """
        SELECT greatest((SELECT count(*) FROM lead_reminders)
                        - (SELECT coalesce(sum(reminders), 0) FROM lead_reminder_totals WHERE kind = 'due'), 0)::bigint
    """,
}


def count_gaps(*, since: datetime | None = None) -> dict[str, int]:
    """How many rows of each kind lack their event, of those recorded since an aware instant; without one, of all."""
    found = {}
    with connection.cursor() as cursor:
        for what, query in GAPS.items():
            cursor.execute(query, {"since": since})
            (found[what],) = cursor.fetchone()
    return found

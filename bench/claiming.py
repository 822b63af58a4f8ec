"""Claiming from a long journal, against claiming from a short one: only what is pending may cost."""

from typing import Any

import psycopg

from bench.figures import Figure, at_most
from bench.house import superuser
from bench.measure import Sample, timed
from bench.sizes import Size

CLAIMS, BATCH = 60, 100
SUBSCRIBE = """
INSERT INTO integration.subscriptions (name, kind, target) VALUES ('bench', 'CHANNEL', 'bench') RETURNING id
"""
# Five events a lead. What is old has been delivered; triggers are off.
EVENTS = """
WITH event AS (
    INSERT INTO integration.event_journal (event_type, aggregate_type, aggregate_id, territory, payload)
    SELECT 'lead.noted', 'lead', n / 5, 'DE', jsonb_build_object('n', n)
    FROM generate_series(%(first)s::int, %(last)s::int) n
    RETURNING id, event_id, event_type, territory, aggregate_id, recorded_at
)
INSERT INTO integration.event_deliveries
    (subscription_id, event_id, event_type, territory, stream, journal_id, event_recorded_at, state, settled_at)
SELECT %(subscription)s, event_id, event_type, territory, 'lead/' || aggregate_id, id, recorded_at, %(state)s,
       CASE WHEN %(state)s <> 'PENDING' THEN now() END
FROM event ORDER BY id
"""


def figures(size: Size) -> list[Figure]:
    """The same batches, rolled back, before and after a long history is added."""
    with superuser() as session:
        session.execute("SET session_replication_role = replica")
        ((subscription,),) = session.execute(SUBSCRIBE).fetchall()
        try:
            _fill(session, 1, size.pending_events, subscription=subscription, state="PENDING")
            short = _claims(session, subscription)
            _fill(session, size.pending_events + 1, size.journal_events, subscription=subscription, state="DELIVERED")
            long = _claims(session, subscription)
        finally:
            session.execute("DELETE FROM integration.event_deliveries WHERE subscription_id = %s", [subscription])
            session.execute("DELETE FROM integration.event_journal WHERE event_type = 'lead.noted'")
            session.execute("DELETE FROM integration.subscriptions WHERE id = %s", [subscription])
            session.execute("VACUUM ANALYZE integration.event_journal")
            session.execute("VACUUM ANALYZE integration.event_deliveries")
    name = f"claiming {BATCH} of {size.pending_events} pending deliveries, {size.journal_events} events in the journal"
    return [at_most(name, long, short, 1.3, f"{size.pending_events} events in the journal")]


def _fill(session: psycopg.Connection, first: int, last: int, **parameters: Any) -> None:
    psycopg.ClientCursor(session).execute(EVENTS, {"first": first, "last": last, **parameters})
    session.execute("VACUUM ANALYZE integration.event_journal")
    session.execute("VACUUM ANALYZE integration.event_deliveries")


def _claims(session: psycopg.Connection, subscription: int) -> Sample:
    def claim() -> None:
        with session.transaction(force_rollback=True):
            session.execute(
                "SELECT * FROM integration.claim_deliveries(%s, 'bench', %s, 20, '1 minute')", [subscription, BATCH]
            ).fetchall()

    seconds = [timed(claim) for _ in range(CLAIMS + 10)]
    return Sample(tuple(seconds[10:]))

"""One hold placed on one lead: what the clock, the history and the audit add to a bare INSERT."""

import psycopg

from bench.figures import Figure
from bench.house import owner
from bench.loads import BASELINE, switch_off_triggers
from bench.measure import Sample, duration, timed
from bench.sizes import Size

LIMIT = 0.001
INSERT = "INSERT INTO lead_holds (lead_id, user_id, reason_code, reason) VALUES (%s, %s, 'PRICE', 'bench')"
LEADS = """
SELECT p.lead_id, p.user_id FROM lead_protections p
WHERE p.status = 'OPEN' AND p.expires_at > now() AND p.stopped_since IS NULL
ORDER BY hashint8(p.lead_id) LIMIT %s
"""
WARM_UP = 20


def figures(size: Size) -> list[Figure]:
    """Statements of one session, each on another lead, rolled back in the end."""
    with owner() as session:
        leads = session.execute(LEADS, [size.looks + WARM_UP]).fetchall()
        bare = _place(session, leads, triggers=False)
        placed = _place(session, leads, triggers=True)
    more = placed.median - bare.median
    verdict = f"{duration(more)} more, at most {duration(LIMIT)}"
    return [Figure("one hold placed on one lead", str(placed), f"{BASELINE}: {bare}", verdict, more, more <= LIMIT)]


def _place(session: psycopg.Connection, leads: list[tuple[int, int]], *, triggers: bool) -> Sample:
    with session.transaction(force_rollback=True):
        if not triggers:
            switch_off_triggers(session)
        seconds = [timed(lambda lead=lead: session.execute(INSERT, lead)) for lead in leads]  # type: ignore[misc]
    return Sample(tuple(seconds[WARM_UP:]))

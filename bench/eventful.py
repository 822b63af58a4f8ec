"""Holds placed one by one through the service by eight clients, with their events and without."""

import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bench.figures import Figure
from bench.house import owner
from bench.measure import Sample, duration, timed
from bench.sizes import Size

CLIENTS, ROUNDS = 8, 4
SHARE = 0.60
LEADS = """
SELECT p.lead_id FROM lead_protections p
WHERE p.status = 'OPEN' AND p.expires_at > now() AND p.stopped_since IS NULL AND p.lead_id > %s
ORDER BY p.lead_id LIMIT %s
"""
# The function stays, and does nothing.
SILENT = """
CREATE OR REPLACE FUNCTION integration.record_event(
    event_type text, aggregate_type text, aggregate_id bigint, territory text, payload jsonb,
    deduplication_key text DEFAULT NULL, correlation_id uuid DEFAULT NULL, schema_version int DEFAULT 1,
    event_id uuid DEFAULT NULL, source text DEFAULT 'freshops', critical boolean DEFAULT NULL
) RETURNS uuid LANGUAGE sql VOLATILE RETURN NULL::uuid
"""
DEFINITION = "SELECT pg_get_functiondef('integration.record_event'::regproc)"


def figures(size: Size) -> list[Figure]:
    """In turns; a relay sleeps, so that the first event of each burst notifies."""
    with owner() as session:
        ids = [lead_id for (lead_id,) in session.execute(LEADS, [0, 2 * size.eventful_holds])]
    portion = size.eventful_holds // ROUNDS
    batches = [ids[n : n + portion] for n in range(0, len(ids), portion)]
    with_events, without = [], []
    with _relay(), multiprocessing.get_context("spawn").Pool(CLIENTS, _begin, [dict(os.environ)]) as clients:
        clients.map(_place, [[lead_id] for lead_id in ids[-CLIENTS:]])
        for n in range(ROUNDS):
            with _silence():
                without.append(_placed(clients, batches[2 * n]))
            with_events.append(_placed(clients, batches[2 * n + 1]))
    ours, theirs = Sample(tuple(with_events)), Sample(tuple(without))
    share = theirs.median / ours.median
    name = f"{size.eventful_holds} holds one by one by {CLIENTS} clients, with event and notification"
    verdict = f"{share:.0%} of the rate, at least {SHARE:.0%}"
    measured = f"{portion / ours.median:.0f} a second ({duration(sum(ours.seconds))})"
    compared = f"without events: {portion / theirs.median:.0f} a second"
    return [Figure(name, measured, compared, verdict, share, share >= SHARE)]


def _placed(clients: Any, ids: list[int]) -> float:
    shares = [ids[n::CLIENTS] for n in range(CLIENTS)]
    return timed(lambda: clients.map(_place, shares, chunksize=1))


def _begin(environment: dict[str, str]) -> None:
    import django

    os.environ.update(environment)
    django.setup()


def _place(ids: list[int]) -> int:
    from leads.services.holds import place_hold

    return sum(place_hold(lead_id=lead_id, actor=None, reason_code="PRICE", reason="bench").created for lead_id in ids)


@contextmanager
def _silence() -> Iterator[None]:
    with owner() as session:
        ((definition,),) = session.execute(DEFINITION).fetchall()
        session.execute(SILENT)
    try:
        yield
    finally:
        with owner() as session:
            session.execute(definition)


@contextmanager
def _relay() -> Iterator[None]:
    from bench.delivering import relay

    with relay():
        yield

"""Making the projection anew, from nothing and over what is there, and what memory that takes."""

import os

from bench.figures import Figure, below
from bench.house import owner
from bench.machine import anonymous_memory
from bench.measure import Sample, timed
from bench.sizes import Size

LIMIT = 60.0
GROWTH = 1.25  # flat: the last tenth takes no more than this much more memory than the first


def figures(size: Size) -> list[Figure]:
    """Both ways with the same service, which works in chunks of a transaction each."""
    with owner() as session:
        session.execute("TRUNCATE lead_protections")
    memory: list[float] = []
    from_nothing = Sample((timed(lambda: _rebuild(size, memory)),))
    with owner() as session:
        session.execute("VACUUM ANALYZE lead_protections")
    over_it = Sample((timed(lambda: _rebuild(size, [])),))
    return [
        below(f"rebuilding the projection of {size.leads} leads, from nothing", from_nothing, LIMIT),
        below("the same, over what is there", over_it, LIMIT),
        _memory(memory),
    ]


def _rebuild(size: Size, memory: list[float]) -> None:
    from django.db import connection

    from leads.services.projection import rebuild_projection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    tenth = size.leads // 10
    for done in rebuild_projection():
        used = [anonymous_memory(pid) for pid in (backend, os.getpid())]
        if done // tenth > len(memory) and None not in used:
            memory.append(sum(megabytes for megabytes in used if megabytes is not None))


def _memory(memory: list[float]) -> Figure:
    name = "memory of both processes, after the first tenth and at most"
    if not memory:
        return Figure(name, "not told by this system", "–", "flat", 0, None)
    ratio = max(memory) / memory[0]
    measured = f"{memory[0]:.0f} MB, {max(memory):.0f} MB"
    return Figure(name, measured, "–", f"{ratio:.2f} times as much, at most {GROWTH:g}", ratio, ratio <= GROWTH)

"""Making the projection anew, from nothing and over what is there, and what memory that takes."""

import os

from bench.figures import Figure, below
from bench.house import owner
from bench.machine import anonymous_memory
from bench.measure import Sample, timed
from bench.reading import rows
from bench.sizes import Size

LIMIT = 60.0
GROWTH = 1.25  # flat: never more than so many times what the first tenth took


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
    from leads.services.rebuilding import rebuild_projection

    tenth = size.leads // 10
    for done in rebuild_projection(sessions=sessions()):
        if done // tenth > len(memory):
            memory.append(sum(anonymous_memory(pid) or 0 for pid in (*_backends(), os.getpid())))


def sessions() -> int:
    """As many as `verify_protection --rebuild` would take."""
    from leads.management.commands.verify_protection import MOST_SESSIONS

    return min(os.cpu_count() or 1, MOST_SESSIONS)


def _backends() -> list[int]:
    return [pid for (pid,) in rows("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")]


def _memory(memory: list[float]) -> Figure:
    name = "memory of all processes, after the first tenth and at most"
    if not any(memory):
        return Figure(name, "not told by this system", "–", "flat", 0, None)
    ratio = max(memory) / memory[0]
    measured = f"{memory[0]:.0f} MB, {max(memory):.0f} MB"
    return Figure(name, measured, "–", f"{ratio:.2f} times as much, at most {GROWTH:g}", ratio, ratio <= GROWTH)

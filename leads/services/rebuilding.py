"""Making the projection anew."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate, islice

from django.db import connection

from leads.services.projection import BRING_IN_LINE, CHUNK

_NEXT = """
WITH chunk AS (SELECT id FROM leads WHERE id > %s ORDER BY id LIMIT %s)
SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM chunk
"""


def rebuild_projection(*, sessions: int = 1) -> Iterator[int]:
    """Make every projection row anew from the facts; yields how many leads are done.

    Each chunk is a transaction of its own, so it stops and begins again anywhere. More `sessions` (connections, each in
    a thread) use more processors; the caller's transaction, if there is one, is then not seen by them.
    """
    yield from accumulate(_in_threads(sessions) if sessions > 1 else map(_rebuild, _chunks()))


def _in_threads(sessions: int) -> Iterator[int]:
    with ThreadPoolExecutor(sessions) as pool:
        chunks = _chunks()
        # A few chunks ahead, and no more: memory stays flat.
        waiting = [pool.submit(_rebuild_apart, ids) for ids in islice(chunks, 2 * sessions)]
        while waiting:
            yield waiting.pop(0).result()
            waiting += [pool.submit(_rebuild_apart, ids) for ids in islice(chunks, 1)]


def _chunks() -> Iterator[list[int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id) - 1 FROM leads")
        (after,) = cursor.fetchone()
        while after is not None:
            cursor.execute(_NEXT, [after, CHUNK])
            (ids,) = cursor.fetchone()
            if not ids:
                return
            yield ids
            after = ids[-1]


def _rebuild(ids: list[int]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(BRING_IN_LINE, {"ids": ids})
    return len(ids)


def _rebuild_apart(ids: list[int]) -> int:
    """In a thread, whose connection nobody else would close."""
    try:
        return _rebuild(ids)
    finally:
        connection.close()

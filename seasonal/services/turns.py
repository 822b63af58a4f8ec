"""One after the other: what must not happen twice at the same time and has no row of its own to lock."""

from django.db import connection

COPYING, SIZES = "copying", "sizes"


def take_turn(what: str) -> None:
    """Wait for everyone else who copies, or who changes sizes, and keep further ones waiting until the end of the
    transaction; each sees what the one before has left. Raises RuntimeError outside of a transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("A turn lasts as long as its transaction, and there is none.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('seasonal.' || %s, 0))", [what])

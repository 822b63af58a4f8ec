"""The application's database role owns nothing; what changes the schema connects as the owner, for just that long."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

_CREDENTIALS = ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


@contextmanager
def as_owner(alias: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Inside, the connection `alias` belongs to DATABASE_OWNER_URL's role; the database stays the same one.

    Not inside a transaction: the connection is closed on the way in and out. RuntimeError if there is one.
    """
    connection = connections[alias]
    if connection.in_atomic_block:
        raise RuntimeError("as_owner() inside a transaction: its connection would be closed.")
    connection.close()
    live = connection.settings_dict
    runtime = {key: live.get(key) for key in _CREDENTIALS}
    live.update({key: settings.DATABASE_OWNER.get(key) or ({} if key == "OPTIONS" else "") for key in _CREDENTIALS})
    try:
        yield
    finally:
        connection.close()
        live.update(runtime)


def owner_is_apart() -> bool:
    """Whether owner and runtime role are two; with one role for both, the database cannot protect the history."""
    return bool(settings.DATABASE_OWNER.get("USER") != settings.DATABASE_RUNTIME_ROLE)

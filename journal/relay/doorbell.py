"""Sleeping until an event is recorded: LISTEN, a flag that says so, and a poll that finds what no notification told.

A writer notifies only where somebody sleeps, and its notification goes out when it commits. Between our last look and
our sleep it may have seen us awake: so after something came the first naps are short.
"""

from collections.abc import Callable
from types import TracebackType

import psycopg
from django.db import DatabaseError, InterfaceError, connection
from psycopg.conninfo import make_conninfo

CHANNEL = "freshops_relay"
# What Django's connection raises when the database goes away, and what a session of our own does.
DATABASE_AWAY = (DatabaseError, InterfaceError, psycopg.Error, OSError)
NAPS = (0.05, 0.25, 1.0)


class Doorbell:
    """A session of its own that listens on a channel. `name`: the worker; while the session lives, so do its claims."""

    def __init__(self, channel: str = CHANNEL, name: str = "") -> None:
        self._channel, self._name = channel, name
        self._session: psycopg.Connection | None = None
        self._uneasy = True

    def __enter__(self) -> "Doorbell":
        self._session = psycopg.connect(_address(), autocommit=True)
        if self._name:
            self._session.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [self._name])
        self._session.execute(psycopg.sql.SQL("LISTEN {}").format(psycopg.sql.Identifier(self._channel)))
        self._session.execute("SELECT integration.answer_the_door(%s)", [self._channel])
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def awake(self) -> None:
        """There was something to do: the next sleep begins with short naps again."""
        self._uneasy = True

    def sleep(self, anything: Callable[[], bool]) -> bool:
        """Nap until a notification comes, `anything()` is there or the longest nap is over; whether something came."""
        session = self._open()
        session.execute("SELECT integration.fall_asleep(%s, true)", [self._channel])
        try:
            came = self._nap_until(session, anything)
        finally:
            if not session.closed:
                session.execute("SELECT integration.fall_asleep(%s, false)", [self._channel])
        self._uneasy = came
        return came

    def _nap_until(self, session: psycopg.Connection, anything: Callable[[], bool]) -> bool:
        for nap in NAPS if self._uneasy else NAPS[-1:]:
            if anything() or any(True for _ in session.notifies(timeout=nap, stop_after=1)):
                return True
        return False

    def _open(self) -> psycopg.Connection:
        if self._session is None:
            raise RuntimeError("A doorbell is used inside `with`.")
        return self._session


def _address() -> str:
    """Where the application's database is, as a connection string."""
    parameters = connection.get_connection_params()
    wanted = {"dbname", "user", "password", "host", "port", "sslmode", "sslrootcert"}
    return make_conninfo(**{key: value for key, value in parameters.items() if key in wanted})

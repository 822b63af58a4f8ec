"""Sleeping until an event is recorded: LISTEN, a flag that says so, and a poll that finds what no notification told.

A writer notifies only where somebody sleeps, and its notification goes out when it commits. Between our last look and
our sleep it may have seen us awake: so the first naps are short.
"""

from collections.abc import Callable
from types import TracebackType

import psycopg
from django.db import DatabaseError, InterfaceError, connection
from psycopg.conninfo import make_conninfo

CHANNEL = "freshops_relay"
# What Django's connection raises when the database goes away, and what a session of our own does.
DATABASE_AWAY = (DatabaseError, InterfaceError, psycopg.Error, OSError)
NAPS = (0.05, 0.1, 0.2, 0.5, 1.0)


class Doorbell:
    """A session of its own that listens on a channel. `name`: the worker; while the session lives, so do its claims."""

    def __init__(self, channel: str = CHANNEL, name: str = "") -> None:
        self._channel, self._name = channel, name
        self._session: psycopg.Connection | None = None
        self._nap = 0

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
        self._nap = 0

    def sleep(self, anything: Callable[[], bool]) -> bool:
        """Nap until a notification comes or the nap is over, unless `anything()` is there already; whether one came."""
        session = self._open()
        session.execute("SELECT integration.fall_asleep(%s, true)", [self._channel])
        try:
            if anything():
                return True
            nap = NAPS[min(self._nap, len(NAPS) - 1)]
            self._nap += 1
            rung = any(True for _ in session.notifies(timeout=nap, stop_after=1))
        finally:
            if not session.closed:
                session.execute("SELECT integration.fall_asleep(%s, false)", [self._channel])
        if rung:
            self.awake()
        return rung

    def _open(self) -> psycopg.Connection:
        if self._session is None:
            raise RuntimeError("A doorbell is used inside `with`.")
        return self._session


def _address() -> str:
    """Where the application's database is, as a connection string."""
    parameters = connection.get_connection_params()
    wanted = {"dbname", "user", "password", "host", "port", "sslmode", "sslrootcert"}
    return make_conninfo(**{key: value for key, value in parameters.items() if key in wanted})

"""Connections to the mail server, kept open and lent to one thread at a time."""

from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from types import TracebackType
from typing import Self

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from core.mail.failures import MailServerUnavailable, failure_of

# Servers limit how many mails they take over one connection, and then just close it; a hundred is a common limit.
MAILS_PER_CONNECTION = 100


class _Connection:
    def __init__(self, backend: BaseEmailBackend) -> None:
        self.backend = backend
        self.mails = 0


class MailServer:
    """The mail server that the settings name. `deliver` may be called from many threads; close when done (`with`).

    One connection to each thread that is sending at the moment; opening one costs several round trips.
    """

    def __init__(self, connect: Callable[[], BaseEmailBackend] = get_connection) -> None:
        self._connect = connect
        self._lock = Lock()
        self._idle: list[_Connection] = []
        self._open = 0

    @property
    def open_connections(self) -> int:
        """How many connections the server grants at the moment."""
        return self._open

    def deliver(self, message: EmailMessage) -> None:
        """Hand the message over: accepted when this returns. Raises a MailFailure that says what happened."""
        connection = self._take()
        fresh = connection.mails == 0
        try:
            self._send(connection, message)
        except MailServerUnavailable:
            if fresh:
                raise
            # The server has had enough of this connection, and took nothing: that is what another one is for.
            connection = self._open_one()
            self._send(connection, message)
        self._give_back(connection)

    def _take(self) -> _Connection:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return self._open_one()

    def _open_one(self) -> _Connection:
        backend = self._connect()
        try:
            backend.open()
        except OSError as error:  # SMTPException is one
            with suppress(OSError):
                backend.close()
            raise MailServerUnavailable(f"{type(error).__name__}: {error}") from error
        with self._lock:
            self._open += 1
        return _Connection(backend)

    def _send(self, connection: _Connection, message: EmailMessage) -> None:
        try:
            connection.backend.send_messages([message])
        except Exception as error:
            self._discard(connection)
            raise failure_of(error) from error
        connection.mails += 1

    def _give_back(self, connection: _Connection) -> None:
        if connection.mails >= MAILS_PER_CONNECTION:
            self._discard(connection)
        else:
            with self._lock:
                self._idle.append(connection)

    def _discard(self, connection: _Connection) -> None:
        with self._lock:
            self._open -= 1
        with suppress(OSError):
            connection.backend.close()

    def close(self) -> None:
        """Say goodbye on every idle connection."""
        while self._idle:
            self._discard(self._idle.pop())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

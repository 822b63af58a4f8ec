"""Sockets that keep a deadline for everything together: a timeout alone starts anew with each byte that drips in."""

import socket
import ssl
from time import monotonic
from typing import Any


class Deadline:
    """So many seconds from now on."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def remaining(self) -> float:
        """Seconds left, more than 0. TimeoutError once there are none."""
        left = self._end - monotonic()
        if left <= 0:
            raise TimeoutError("the time is over")
        return left


class DeadlineSocket(socket.socket):
    """A socket whose reads and writes end at `deadline`, whatever their number."""

    deadline: Deadline | None = None

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        _limit(self)
        return super().recv_into(*args, **kwargs)

    def sendall(self, *args: Any, **kwargs: Any) -> None:
        _limit(self)
        super().sendall(*args, **kwargs)


class DeadlineTLSSocket(ssl.SSLSocket):
    """The same over TLS. The handshake has the time that the socket has when it begins."""

    deadline: Deadline | None = None

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        _limit(self)
        return super().recv_into(*args, **kwargs)

    def send(self, *args: Any, **kwargs: Any) -> int:
        _limit(self)  # `sendall` is a loop of these
        return super().send(*args, **kwargs)


def _limit(sock: DeadlineSocket | DeadlineTLSSocket) -> None:
    if sock.deadline is not None:
        sock.settimeout(sock.deadline.remaining())

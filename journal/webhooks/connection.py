"""Connections to the very addresses that were checked: DNS that changes between check and use does not matter.

They follow no redirects, know no proxies, and each exchange ends at its deadline.
"""

import logging
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from time import monotonic
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from journal.webhooks.addresses import Resolver, resolve_target
from journal.webhooks.deadlines import Deadline, DeadlineSocket, DeadlineTLSSocket
from journal.webhooks.targets import Target

MOST_READ = 4096  # bytes of an answer's body

# It warns of odd headers with the whole URL, and receivers have passwords in theirs.
logging.getLogger("urllib3.connection").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds: for finding the address and connecting to it, and for an attempt, that included."""

    connect: float = 5.0
    answer: float = 10.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. `body`: its first bytes, as far as they came."""

    status: int
    retry_after: str
    body: bytes


class Connection:
    """One connection to a target, for one thread at a time; lives on between exchanges while the receiver keeps it."""

    def __init__(self, target: Target, *, resolve: Resolver, tls: ssl.SSLContext, limits: Limits) -> None:
        self.target = target
        self.opened_at = monotonic()
        self._http = (
            _CheckedTLSConnection(target, resolve, limits, ssl_context=tls)
            if target.scheme == "https"
            else _CheckedConnection(target, resolve, limits)
        )

    @property
    def alive(self) -> bool:
        """Whether another exchange can follow: connected, and the receiver has not hung up."""
        return self._http.is_connected

    def post(self, path: str, body: bytes, headers: Mapping[str, str], deadline: Deadline) -> Reply:
        """Send, and read the answer; all of it ends at the deadline.

        TargetRefused where an address is not allowed, TimeoutError where it takes too long, another OSError or an
        HTTPException where it fails; then the connection is closed.
        """
        self._http.begin(deadline)
        try:
            self._http.request("POST", path, body=body, headers=headers, preload_content=False, decode_content=False)
            response = self._http.getresponse()
        except BaseException:
            self.close()
            raise
        try:
            excerpt = response.read(MOST_READ, decode_content=False)
        except (OSError, HTTPException, HTTPError):
            # The status has decided already; the rest is only for people to read.
            excerpt = None
        response.close()
        if excerpt is None or len(excerpt) >= MOST_READ:
            self.close()
        return Reply(response.status, response.headers.get("retry-after", ""), excerpt or b"")

    def close(self) -> None:
        """Hang up."""
        self._http.close()


def tls_context(ca_file: str | None = None) -> ssl.SSLContext:
    """Certificates are checked, against the system's authorities (SSL_CERT_FILE names others) or those of `ca_file`."""
    context = ssl.create_default_context(cafile=ca_file)
    context.sslsocket_class = DeadlineTLSSocket
    return context


class _CheckedConnection(HTTPConnection):
    def __init__(self, target: Target, resolve: Resolver, limits: Limits, **options: Any) -> None:
        super().__init__(target.host, target.port, **options)
        self._target, self._resolve, self._limits = target, resolve, limits
        self._deadline = Deadline(limits.answer)

    def begin(self, deadline: Deadline) -> None:
        """What follows, up to the answer's last byte, ends at the deadline."""
        self._deadline = deadline
        self._pass_on()

    def connect(self) -> None:
        super().connect()
        self._pass_on()

    def _pass_on(self) -> None:
        if isinstance(self.sock, DeadlineSocket | DeadlineTLSSocket):
            self.sock.deadline = self._deadline

    def _new_conn(self) -> socket.socket:
        """Resolve the name once, check every address, connect to the first that answers."""
        connecting = Deadline(min(self._limits.connect, self._deadline.remaining()))
        addresses = resolve_target(self._target, connecting.remaining(), self._resolve)
        failure: OSError = TimeoutError()
        for left, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
            sock = DeadlineSocket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
            try:
                # One that does not answer leaves time for the next.
                sock.settimeout(connecting.remaining() / left)
                sock.connect((address, self._target.port))
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                sock.settimeout(connecting.remaining())  # a TLS handshake has what is left
            except OSError as error:
                sock.close()
                failure = error
            else:
                return sock
        raise failure


class _CheckedTLSConnection(_CheckedConnection, HTTPSConnection):
    """The same over TLS: the name in the URL is asked for and has to be in the certificate."""

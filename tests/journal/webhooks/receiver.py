"""A receiver of webhooks: a real server on loopback that answers as a test says."""

import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Received:
    """One request, with lower-case header names."""

    path: str
    headers: dict[str, str]
    body: bytes


class Exchange(BaseHTTPRequestHandler):
    """A connection to the receiver; `behave` of the receiver answers each of its requests."""

    protocol_version = "HTTP/1.1"
    server: "_Server"
    requests_here = 0

    def do_POST(self) -> None:
        receiver = self.server.receiver
        body = self.rfile.read(int(self.headers["content-length"]))
        receiver.received.append(
            Received(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        )
        self.requests_here += 1
        receiver.behave(self)

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Answer with a length; underscores in the headers' names are dashes."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def drip(self, first: bytes, then: bytes) -> None:
        """Write `first`, and `then` again and again, until the sender hangs up or the test is over."""
        self.close_connection = True
        try:
            self.wfile.write(first)
            for _ in range(400):  # twenty seconds: far longer than any sender should stay
                if self.server.receiver.over.wait(0.05):
                    break
                self.wfile.write(then)
        except OSError:
            pass

    def hang_up(self) -> None:
        """End the connection without an answer."""
        self.close_connection = True

    def log_message(self, *args: Any) -> None:
        """Say nothing: the tests look at what was received."""


Behaviour = Callable[[Exchange], None]


class _Server(ThreadingHTTPServer):
    receiver: "Receiver"
    daemon_threads = True
    request_queue_size = 64

    def get_request(self) -> Any:
        accepted = super().get_request()
        self.receiver.connections += 1
        return accepted

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Senders hang up on slow answers and bad certificates, as they should."""


class Receiver:
    """Listens on 127.0.0.1 from the start to `close()`; with `tls`, speaks HTTPS."""

    def __init__(self, behave: Behaviour | None = None, tls: ssl.SSLContext | None = None) -> None:
        self.behave = behave or (lambda exchange: exchange.answer(204))
        self.received: list[Received] = []
        self.connections = 0
        self.over = threading.Event()
        self._server = _Server(("127.0.0.1", 0), Exchange)
        self._server.receiver = self
        if tls is not None:
            # The handshake belongs into the connection's thread, not into the one that accepts.
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    def url(self, path: str = "/events", scheme: str = "http", host: str = "receiver.test") -> str:
        """Its address."""
        return f"{scheme}://{host}:{self.port}{path}"

    def close(self) -> None:
        """Stop listening and let go of every exchange."""
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


StartReceiver = Callable[..., Receiver]

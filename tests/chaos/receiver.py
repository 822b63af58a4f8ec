"""A receiver of webhooks in a process of its own: `python -m tests.chaos.receiver FILE SECRET`.

It checks every signature with `standardwebhooks` and reads every event with `cloudevents`, as a customer would. One
request in three fails: an error, or the event is taken and the connection breaks before the answer. It prints its port
and notes each request as a line of JSON.
"""

import json
import random
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from cloudevents.core.bindings.http import HTTPMessage, from_binary
from cloudevents.core.formats.json import JSONFormat
from standardwebhooks import Webhook


class Receiver(BaseHTTPRequestHandler):
    """Answers 200, or fails."""

    protocol_version = "HTTP/1.1"
    notes: ClassVar[Path]
    webhook: ClassVar[Webhook]
    lock: ClassVar = threading.Lock()
    dice: ClassVar = random.Random()  # noqa: S311  which request fails is no secret

    def do_POST(self) -> None:
        """Take an event, if luck will have it."""
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = dict(self.headers.items())
        self.webhook.verify(body, headers)
        event = from_binary(HTTPMessage(headers, body), JSONFormat())
        throw = self.dice.random()
        if throw < 1 / 6:
            self.send_error(503)
            return
        breaks_off = throw < 1 / 3
        with self.lock, self.notes.open("a") as notes:
            notes.write(json.dumps({"id": event.get_id(), "breaks_off": breaks_off}) + "\n")
        if breaks_off:
            self.close_connection = True
            return
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Quiet."""


def main(notes: str, secret: str) -> None:
    """Serve until killed."""
    Receiver.notes, Receiver.webhook = Path(notes), Webhook(secret)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    Path(f"{notes}.port").write_text(str(server.server_port))
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])

"""A real SMTP server in a thread of the test: keeps what it accepts, and answers as the test wants."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Self

from aiosmtpd.smtp import SMTP, Envelope, Session

ACCEPTED = "250 OK"


@dataclass(frozen=True)
class Mail:
    """One mail that was accepted."""

    recipient: str
    message: EmailMessage

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"])

    def text(self, kind: str) -> str:
        """The body of a kind: `plain` or `html`."""
        part = self.message.get_body((kind,))
        assert part is not None
        return str(part.get_content())


class Sink:
    """The server and what it got. `with` starts and stops it.

    `on_recipient` and `on_mail` give the answer to a recipient and to a mail; they run in the server's thread.
    """

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.on_recipient: Callable[[str], str] = lambda _: ACCEPTED
        self.on_mail: Callable[[str], str] = lambda _: ACCEPTED
        self.on_sender: Callable[[int], str] = lambda _: ACCEPTED  # gets the number of mails of this connection so far
        self.most_connections: int | None = None
        self.connections_made = self.connections_open = 0
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def times_sent(self) -> Counter[str]:
        """How often each Message-ID arrived."""
        return Counter(mail.message_id for mail in self.mails)

    def __enter__(self) -> Self:
        self._thread.start()
        listening = self._loop.create_server(lambda: _Connection(self), "127.0.0.1", 0)
        self._server = asyncio.run_coroutine_threadsafe(listening, self._loop).result()
        self.port = int(self._server.sockets[0].getsockname()[1])
        return self

    def __exit__(self, *_: object) -> None:
        self.refuse_connections()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def refuse_connections(self) -> None:
        """Listen no more: as if the mail server were down."""
        self._loop.call_soon_threadsafe(self._server.close)


class _Connection(SMTP):
    """Refuses a connection more than the sink grants."""

    def __init__(self, sink: Sink) -> None:
        super().__init__(_Handler(sink), loop=asyncio.get_running_loop())
        self._sink = sink

    async def _handle_client(self) -> None:
        limit = self._sink.most_connections
        if limit is not None and self._sink.connections_open >= limit:
            await self.push("421 Too many connections")
            assert self.transport is not None
            self.transport.close()
            return
        self._sink.connections_made += 1
        self._sink.connections_open += 1
        try:
            await super()._handle_client()
        finally:
            self._sink.connections_open -= 1


class _Handler:
    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._taken = 0

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self._sink.on_sender(self._taken)
        if answer.startswith("250"):
            envelope.mail_from = address
        return answer

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self._sink.on_recipient(address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        (recipient,) = envelope.rcpt_tos
        # What the test does while the mail is under way may ask the database, which would block the server's loop.
        answer = await asyncio.to_thread(self._sink.on_mail, recipient)
        if answer.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            message = message_from_bytes(content, policy=policy.default)
            assert isinstance(message, EmailMessage)
            self._sink.mails.append(Mail(recipient, message))
            self._taken += 1
        return answer

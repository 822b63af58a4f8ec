"""Sending one event to one receiver."""

import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from http.client import HTTPException
from time import monotonic

from django.utils.translation import override
from urllib3.exceptions import HTTPError

from journal.messages import EventMessage
from journal.webhooks.addresses import Resolver, look_up
from journal.webhooks.answers import Answer, AnswerOutcome, answer_of, answer_to_failure
from journal.webhooks.cloudevents import event_body, event_headers
from journal.webhooks.connection import Connection, Limits, Reply, tls_context
from journal.webhooks.deadlines import Deadline
from journal.webhooks.idle import IdleConnections
from journal.webhooks.signing import signature_headers
from journal.webhooks.targets import Target, TargetRefused, parse_target

__all__ = ["Answer", "AnswerOutcome", "Sender", "process_sender", "send"]


class Sender:
    """Sends events, from any number of threads, and keeps connections for the next. `close()` hangs up."""

    def __init__(
        self, *, resolve: Resolver = look_up, tls: ssl.SSLContext | None = None, limits: Limits | None = None
    ) -> None:
        self._resolve, self._tls, self._limits = resolve, tls or tls_context(), limits or Limits()
        self._idle = IdleConnections()

    def send(self, *, target: str, message: EventMessage, keys: Sequence[str]) -> Answer:
        """Send an event to a URL, signed with every key of `keys`. Whatever happens there is an Answer, not an error;
        it takes at most `Limits.answer` seconds.
        """
        began = monotonic()
        return replace(self._send(target, message, keys), seconds=monotonic() - began)

    def close(self) -> None:
        """Close the connections that were kept."""
        self._idle.close()

    def _send(self, url: str, message: EventMessage, keys: Sequence[str]) -> Answer:
        body = event_body(message)
        headers = {
            "user-agent": "FreshOps",
            **event_headers(message),
            **signature_headers(str(message.event_id), body, keys),
        }
        try:
            return answer_of(self._post(parse_target(url), body, headers, Deadline(self._limits.answer)))
        except TargetRefused as refused:
            with override(None):  # stored as a msgid, read in any language
                return Answer(AnswerOutcome.BLOCKED, error=str(refused))
        except (OSError, HTTPException, HTTPError) as error:
            return answer_to_failure(error)

    def _post(self, target: Target, body: bytes, headers: dict[str, str], deadline: Deadline) -> Reply:
        kept = self._idle.take(target)
        if kept is not None:
            # The receiver may hang up just now. Had it taken the event, it would know the id again.
            with suppress(ConnectionError, ssl.SSLEOFError, ssl.SSLZeroReturnError):
                return self._exchange(kept, target.path, body, headers, deadline)
        fresh = Connection(target, resolve=self._resolve, tls=self._tls, limits=self._limits)
        return self._exchange(fresh, target.path, body, headers, deadline)

    def _exchange(
        self, connection: Connection, path: str, body: bytes, headers: dict[str, str], deadline: Deadline
    ) -> Reply:
        reply = connection.post(path, body, headers, deadline)
        self._idle.keep(connection)
        return reply


@cache
def process_sender() -> Sender:
    """The sender that `send` uses, made when it is first needed."""
    return Sender()


def send(*, target: str, message: EventMessage, keys: Sequence[str]) -> Answer:
    """Send an event to a URL with the sender of this process: see `Sender.send`."""
    return process_sender().send(target=target, message=message, keys=keys)

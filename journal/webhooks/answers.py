"""What a receiver's answer, or the lack of one, means; in words for people."""

import socket
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from enum import Enum

from django.utils import timezone
from django.utils.translation import gettext_noop

from journal.webhooks.connection import Reply

LONGEST_WAIT = 3600.0  # seconds that a receiver may ask for
MOST_SHOWN = 200  # characters of an answer

# Statuses that pass by themselves; so do those from 500 on.
_PASSING = {408, 425, 429}


class AnswerOutcome(Enum):
    """DELIVERED: taken. RETRY: did not work now. REFUSED: the receiver does not want it so; retried all the same, since
    receivers are misconfigured and mended. GONE: nobody wants any more. BLOCKED: not sent, the address is not allowed.
    """

    DELIVERED = "DELIVERED"
    RETRY = "RETRY"
    REFUSED = "REFUSED"
    GONE = "GONE"
    BLOCKED = "BLOCKED"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an attempt. `status`: of HTTP, None where there was no answer. `error`: empty where delivered; an
    English msgid, or the status and the beginning of what the receiver said. `retry_after`: seconds that it asked for,
    at most an hour. `seconds`: how long it took.
    """

    outcome: AnswerOutcome
    status: int | None = None
    error: str = ""
    retry_after: float | None = None
    seconds: float = 0.0


def answer_of(reply: Reply) -> Answer:
    """The meaning of an HTTP answer."""
    status = reply.status
    if 200 <= status < 300:
        return Answer(AnswerOutcome.DELIVERED, status)
    if status == 410:
        return Answer(AnswerOutcome.GONE, status, gettext_noop("The receiver wants no more events (410)."))
    if 300 <= status < 400:
        error = gettext_noop("The receiver redirects to another address, which is not followed. Enter the final one.")
        return Answer(AnswerOutcome.REFUSED, status, error, _wait(reply.retry_after))
    outcome = AnswerOutcome.RETRY if status >= 500 or status in _PASSING else AnswerOutcome.REFUSED
    return Answer(outcome, status, _said(reply), _wait(reply.retry_after))


def answer_to_failure(error: Exception) -> Answer:
    """The meaning of no answer. Only fixed words: errors of libraries quote URLs."""
    for kind, words in _FAILURES:
        if isinstance(error, kind):
            return Answer(AnswerOutcome.RETRY, error=words)
    return Answer(AnswerOutcome.RETRY, error=_BROKEN)


# The first that fits: certificates before TLS, and that before the rest of OSError.
_FAILURES = (
    (
        ssl.SSLCertVerificationError,
        gettext_noop("The receiver's certificate is not valid for this host, expired, or of an unknown authority."),
    ),
    (TimeoutError, gettext_noop("The receiver did not answer in time.")),
    (
        ssl.SSLError,
        gettext_noop("The encrypted connection failed: the receiver does not speak TLS 1.2 or newer, or it broke off."),
    ),
    (socket.gaierror, gettext_noop("The host's name cannot be resolved.")),
    (ConnectionRefusedError, gettext_noop("The receiver refused the connection: nothing listens there.")),
)
_BROKEN = gettext_noop("The connection to the receiver failed or broke off.")


def _said(reply: Reply) -> str:
    text = reply.body.decode(errors="replace")
    words = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return f"{reply.status}: {words[:MOST_SHOWN]}" if words else str(reply.status)


def _wait(header: str, now: datetime | None = None) -> float | None:
    """Seconds from a Retry-After header: a number or a date of HTTP. None where it is neither."""
    text = header.strip()
    if text.isascii() and text.isdigit():
        # As many digits as an hour has are enough; more cost time to read.
        seconds = float(text[:9])
    else:
        try:
            seconds = (parsedate_to_datetime(text) - (now or timezone.now())).total_seconds()
        except (ValueError, TypeError):
            return None
    return min(max(seconds, 0.0), LONGEST_WAIT)

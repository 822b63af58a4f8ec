"""Sending what is in the queue, outside transactions."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

import structlog

from core.mail.failures import MailFailure, MailServerUnavailable
from core.mail.server import MailServer
from core.workers import worker_name
from operations.incidents.mail import build_message
from operations.incidents.models import PageState
from operations.incidents.services.pages.claiming import Claim, claim_pages
from operations.incidents.services.pages.limits import LEASE, SENDERS, TIME_LIMIT
from operations.incidents.services.pages.recording import Attempt, record_attempt

logger = structlog.get_logger(__name__)


@dataclass(slots=True)
class Sent:
    """What one run did, as numbers of pages."""

    sent: int = 0
    delayed: int = 0
    failed: int = 0


def send_pages(*, lease: timedelta = LEASE, time_limit: timedelta = TIME_LIMIT) -> Sent:
    """Send every page whose turn it is. May run any number of times, at the same time too, and may die at any point:
    none is sent twice but the one that was under way. Not inside a transaction.

    Raises MailServerUnavailable, after everything is recorded, where the mail server takes nothing.
    """
    done, worker, until = Sent(), worker_name(), monotonic() + time_limit.total_seconds()
    unavailable: MailFailure | None = None
    with MailServer() as server, ThreadPoolExecutor(SENDERS, thread_name_prefix="pages") as threads:
        while unavailable is None and monotonic() < until:
            begin_before = monotonic() + lease.total_seconds() / 2
            claims = claim_pages(worker=worker, limit=SENDERS, lease=lease)
            if not claims:
                break
            for attempt in threads.map(lambda claim: _attempt(server, claim, begin_before), claims):  # noqa: B023
                _count(done, record_attempt(worker=worker, attempt=attempt))
                if isinstance(attempt.failure, MailServerUnavailable):
                    unavailable = attempt.failure
    if unavailable is not None:
        raise MailServerUnavailable(f"The mail server takes no mail: {unavailable}")
    return done


def _attempt(server: MailServer, claim: Claim, begin_before: float) -> Attempt:
    """Runs in a thread, and asks the database nothing."""
    if monotonic() > begin_before:
        return Attempt(claim, MailServerUnavailable("The worker was held up until its claim was nearly over."))
    try:
        server.deliver(build_message(claim.mail))
    except MailFailure as failure:
        return Attempt(claim, failure)
    except Exception as error:
        # A fault of ours with one page must not keep the others from being sent.
        logger.exception("page_not_built", page_id=claim.page_id)
        return Attempt(claim, MailFailure(f"{type(error).__name__}: {error}"))
    return Attempt(claim)


def _count(done: Sent, state: PageState | None) -> None:
    match state:
        case PageState.SENT:
            done.sent += 1
        case PageState.FAILED:
            done.failed += 1
        case PageState.PENDING:
            done.delayed += 1

"""The whole of it, in one service that may run any number of times."""

from dataclasses import dataclass
from datetime import datetime

import structlog

from core.dbclock import database_now
from core.mail.failures import MailFailure, MailServerUnavailable
from core.mail.server import MailServer
from core.workers import worker_name
from seasonal.models import NoticeState
from seasonal.services.notices.claiming import Claim, claim_notice, record_sending
from seasonal.services.notices.mail import build_message
from seasonal.services.notices.queueing import queue_notices

logger = structlog.get_logger(__name__)


@dataclass(slots=True)
class Sent:
    """What one run did, as numbers of mails."""

    queued: int = 0
    sent: int = 0
    delayed: int = 0
    failed: int = 0


def send_late_notices(*, at: datetime | None = None) -> Sent:
    """Queue today's mails (from 07:30 in Berlin on; `at`, aware: another time than now) and send what waits.

    May run at the same time elsewhere, and may die at any point: nobody gets two mails a day, but for one that was
    under way when its worker died; that one comes again with the same Message-ID. Not inside a transaction.
    Raises MailServerUnavailable, after it is recorded, where the mail server takes nothing.
    """
    done, worker = Sent(queued=queue_notices(at=at or database_now())), worker_name()
    with MailServer() as server:
        while (claim := claim_notice(worker=worker)) is not None:
            failure = _attempt(server, claim)
            match record_sending(worker=worker, claim=claim, failure=failure):
                case NoticeState.SENT:
                    done.sent += 1
                case NoticeState.FAILED:
                    done.failed += 1
                case NoticeState.PENDING:
                    done.delayed += 1
            if isinstance(failure, MailServerUnavailable):
                raise MailServerUnavailable(f"The mail server takes no mail: {failure}")
    return done


def _attempt(server: MailServer, claim: Claim) -> MailFailure | None:
    try:
        server.deliver(build_message(claim.mail))
    except MailFailure as failure:
        return failure
    except Exception as error:
        # A fault of ours with one mail must not keep the others from being sent.
        logger.exception("late_notice_not_built", notice_id=claim.notice_id)
        return MailFailure(f"{type(error).__name__}: {error}")
    return None

"""What became of each page."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from core.dbclock import database_now
from core.mail.failures import MailFailure, MailRefused, MailServerUnavailable
from operations.incidents.models import EntryKind, Page, PageState
from operations.incidents.services.pages.claiming import Claim
from operations.incidents.services.pages.limits import FIRST_DELAY, delay_after
from operations.incidents.services.timeline import write_entry


@dataclass(frozen=True, slots=True)
class Attempt:
    """A claim and what became of it: `failure` None means that the mail server accepted the mail."""

    claim: Claim
    failure: MailFailure | None = None


@transaction.atomic(durable=True)
def record_attempt(*, worker: str, attempt: Attempt) -> PageState | None:
    """Record one attempt: what the page is now, None where it was no longer ours to decide. Twice changes nothing.

    What was sent is sent, also where somebody reacted meanwhile, or another worker has taken over.
    """
    now, page_id = database_now(), attempt.claim.page_id
    if attempt.failure is None:
        taken = Page.objects.filter(pk=page_id).exclude(state=PageState.SENT)
        changed = taken.update(state=PageState.SENT, sent_at=now, error="", claimed_by="", claimed_until=None)
        state = PageState.SENT
    else:
        state, delay = _verdict(attempt)
        taken = Page.objects.filter(pk=page_id, state=PageState.PENDING, claimed_by=worker)
        changed = taken.update(
            state=state,
            error=str(attempt.failure)[:2000],
            next_attempt_at=now + delay,
            attempts=attempt.claim.attempts - (not _made(attempt)),
            claimed_by="",
            claimed_until=None,
        )
    if not changed:
        return None
    if state != PageState.PENDING:
        page = Page.objects.select_related("incident").get(pk=page_id)
        write_entry(
            incident=page.incident,
            kind=EntryKind.PAGE,
            state=state.value,
            level=page.level,
            responsibility=page.responsibility,
            name=page.name,
        )
    return state


def _verdict(attempt: Attempt) -> tuple[PageState, timedelta]:
    if not _made(attempt):
        return PageState.PENDING, FIRST_DELAY
    delay = delay_after(attempt.claim.attempts)
    if delay is None or isinstance(attempt.failure, MailRefused):
        return PageState.FAILED, timedelta()
    return PageState.PENDING, delay


def _made(attempt: Attempt) -> bool:
    """Whether the mail was handed to a server at all."""
    return not isinstance(attempt.failure, MailServerUnavailable)

"""Taking a mail for oneself for a while, and recording what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q

from core.dbclock import database_now
from core.mail.failures import MailFailure, MailRefused, MailServerUnavailable
from core.walltime import berlin_wall
from seasonal.models import LateNotice, MilestoneState, NoticeState
from seasonal.services.notices.mail import NoticeMail, mail_of
from seasonal.services.notices.recipients import told_by_person

# How long a claim lasts when its worker dies; a mail takes 3 minutes at the worst.
LEASE = timedelta(minutes=10)
MAX_ATTEMPTS = 10
_FIRST_DELAY, _LONGEST_DELAY = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Claim:
    """A mail that is ours to send: how many milestones it names, and which of them as closed."""

    notice_id: int
    attempts: int
    milestones: int
    closed: Sequence[int]
    mail: NoticeMail


@transaction.atomic(durable=True)
def claim_notice(*, worker: str) -> Claim | None:
    """Take one mail whose turn it is for `worker`; None: there is none. Those of others are passed over until their
    lease is over: then their worker has died. What has nothing to tell any more, or is of yesterday, is cancelled."""
    now = database_now()
    today = berlin_wall(now).date()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    turn = LateNotice.objects.filter(free, state=NoticeState.PENDING, next_attempt_at__lte=now).order_by("pk")
    late = None
    for notice in turn.select_for_update(skip_locked=True, no_key=True, of=("self",)).select_related("user"):
        late = told_by_person(today) if late is None else late
        told = late.get(notice.user, [])
        if notice.day < today or not told:
            LateNotice.objects.filter(pk=notice.pk).update(state=NoticeState.CANCELLED)
            continue
        LateNotice.objects.filter(pk=notice.pk).update(
            claimed_by=worker, claimed_until=now + LEASE, attempts=F("attempts") + 1
        )
        closed = [each.pk for each in told if each.state == MilestoneState.LAPSED]
        return Claim(notice.pk, notice.attempts + 1, len(told), closed, mail_of(notice, told))
    return None


@transaction.atomic(durable=True)
def record_sending(*, worker: str, claim: Claim, failure: MailFailure | None) -> NoticeState | None:
    """Record one attempt: what the mail is now; None where it was no longer ours to decide. Twice changes nothing."""
    now = database_now()
    free = {"claimed_by": "", "claimed_until": None}
    if failure is None:
        unsent = LateNotice.objects.filter(pk=claim.notice_id).exclude(state=NoticeState.SENT)
        sent = {"state": NoticeState.SENT, "sent_at": now, "error": "", "milestones": claim.milestones}
        if not unsent.update(**sent, **free):
            return None
        LateNotice.objects.get(pk=claim.notice_id).closed.add(*claim.closed)
        return NoticeState.SENT
    made = not isinstance(failure, MailServerUnavailable)
    given_up = isinstance(failure, MailRefused) or claim.attempts >= MAX_ATTEMPTS
    state = NoticeState.FAILED if made and given_up else NoticeState.PENDING
    mine = LateNotice.objects.filter(pk=claim.notice_id, state=NoticeState.PENDING, claimed_by=worker)
    changed = mine.update(
        state=state,
        error=str(failure)[:2000],
        attempts=claim.attempts - (not made),
        next_attempt_at=now + min(_FIRST_DELAY * (1 << min(claim.attempts, 10) - 1), _LONGEST_DELAY),
        **free,
    )
    return state if changed else None

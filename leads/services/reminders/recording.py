"""The fourth step: record what became of each mail, right after the mail server's answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from core.mail.failures import MailRefused
from leads.models import ReminderStatus
from leads.services.database import count
from leads.services.reminders.attempts import Attempt
from leads.services.reminders.limits import FIRST_DELAY, delay_after


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many were sent, wait for another attempt, and were given up."""

    sent: int = 0
    delayed: int = 0
    dead: int = 0


def record_attempts(*, worker: str, attempts: Sequence[Attempt]) -> Recorded:
    """Record the attempts in the caller's transaction. Recording one again changes nothing."""
    sent = [attempt for attempt in attempts if attempt.failure is None]
    failed = [(attempt, *_verdict(attempt)) for attempt in attempts if attempt.failure is not None]
    if sent:
        count(
            "record_lead_reminders_sent",
            p_ids=[attempt.claim.reminder_id for attempt in sent],
            p_recipients=[attempt.claim.mail.recipient for attempt in sent],
            p_days_remaining=[attempt.claim.mail.days_remaining for attempt in sent],
        )
    if failed:
        count(
            "record_lead_reminders_failed",
            p_worker=worker,
            p_ids=[attempt.claim.reminder_id for attempt, _, _ in failed],
            p_recipients=[attempt.claim.mail.recipient for attempt, _, _ in failed],
            p_statuses=[str(status) for _, status, _ in failed],
            p_made=[attempt.made for attempt, _, _ in failed],
            p_delays=[delay for _, _, delay in failed],
            p_errors=[str(attempt.failure) for attempt, _, _ in failed],
        )
    dead = sum(status == ReminderStatus.DEAD for _, status, _ in failed)
    return Recorded(sent=len(sent), delayed=len(failed) - dead, dead=dead)


def _verdict(attempt: Attempt) -> tuple[ReminderStatus, timedelta]:
    if not attempt.made:
        return ReminderStatus.PENDING, FIRST_DELAY
    delay = delay_after(attempt.claim.attempts + 1)
    if delay is None or isinstance(attempt.failure, MailRefused):
        return ReminderStatus.DEAD, timedelta()
    return ReminderStatus.PENDING, delay

"""The second step: take a few reminders for oneself, for a while, after one more look at their clocks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from leads.mail.reminder import ReminderMail
from leads.services.database import call


@dataclass(frozen=True, slots=True)
class Claim:
    """A reminder that is ours to send. `attempts` counts those before."""

    reminder_id: int
    attempts: int
    mail: ReminderMail


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a claim came to: reminders to send, and how many were no longer due and are cancelled."""

    claims: list[Claim]
    cancelled: int

    @property
    def looked_at(self) -> int:
        return len(self.claims) + self.cancelled


def claim_reminders(*, worker: str, limit: int, lease: timedelta, at: datetime | None = None) -> Claimed:
    """Take up to `limit` reminders whose turn it is for `worker`, for `lease`, in the caller's transaction.

    Each is held against its lead's clock at `at` (aware; default: the database's clock): what is no longer due is
    cancelled with the reason in words. Claims of others are passed over, until their lease is over.
    """
    rows = call("claim_lead_reminders", p_worker=worker, p_limit=limit, p_lease=lease, p_at=at)
    claims = [_claim(row) for row in rows if row[0] is None]
    return Claimed(claims, cancelled=len(rows) - len(claims))


def _claim(row: tuple[Any, ...]) -> Claim:
    _, reminder_id, attempts, *mail = row
    return Claim(reminder_id, attempts, ReminderMail(*mail))

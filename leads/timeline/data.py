"""What the picture of a lead's protection is drawn from: plain values, all instants aware, no model and no query."""

from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum


class Phase(StrEnum):
    BASE = "base"
    FOLLOW_UP = "follow_up"
    GRACE = "grace"


class ReminderState(StrEnum):
    SCHEDULED = "scheduled"
    SENT = "sent"
    CANCELLED = "cancelled"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """The clock stood from `start_at` to `end_at` (None: still open; future: planned). `reason` is for people."""

    start_at: datetime
    end_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Something happened. `qualified`: of a kind that can restart the clock; `counted`: it did move a deadline."""

    occurred_at: datetime
    kind: str
    qualified: bool
    counted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """The mail before expiry: when it was due, when the mail server took it, and what became of it."""

    due_at: datetime
    sent_at: datetime | None
    state: ReminderState


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """The lead went from one representative to another; both are names for people."""

    at: datetime
    from_user: str
    to_user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The clock's boundaries as given by the database (an open hold counted up to `now`), and the facts around them."""

    company: str
    registered_at: datetime
    base_ends_at: datetime
    grace_starts_at: datetime
    expires_at: datetime
    now: datetime
    holds: tuple[Hold, ...] = ()
    activities: tuple[Activity, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    handovers: tuple[Handover, ...] = ()

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, datetime) and value.tzinfo is None:
                raise ValueError(f"Timeline.{field.name} needs a time zone: {value!r}")
        if not self.registered_at <= self.base_ends_at <= self.grace_starts_at <= self.expires_at:
            raise ValueError("Timeline boundaries must not go back: registered, base, grace, expiry.")

    @property
    def phases(self) -> tuple[tuple[Phase, datetime, datetime], ...]:
        """The three phases in order, each from (inclusive) and to (exclusive); one of no length is left out."""
        boundaries = (
            (Phase.BASE, self.registered_at, self.base_ends_at),
            (Phase.FOLLOW_UP, self.base_ends_at, self.grace_starts_at),
            (Phase.GRACE, self.grace_starts_at, self.expires_at),
        )
        return tuple(phase for phase in boundaries if phase[1] < phase[2])

    @property
    def expired(self) -> bool:
        return self.now >= self.expires_at

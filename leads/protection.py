"""The reading of a lead's clock: what the database found, as a value."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    PROTECTED = "PROTECTED"
    EXPIRED = "EXPIRED"


class Phase(StrEnum):
    BASE = "BASE"
    FOLLOW_UP = "FOLLOW_UP"
    GRACE = "GRACE"
    EXPIRED = "EXPIRED"


@dataclass(frozen=True, slots=True)
class Protection:
    """One lead at one instant, with the names of `v_user_lead_protection`. Instants are aware, UTC.

    While an open hold stands, the three boundaries read "if released now"; `remaining` is running time and stays the
    same.
    """

    lead_id: int
    user_id: int
    started_at: datetime
    base_ends_at: datetime
    grace_starts_at: datetime
    protection_expires_at: datetime
    state: State
    phase: Phase
    clock_stopped: bool
    stopped_since: datetime | None
    stopped_until: datetime | None
    remaining: timedelta
    reminder_due_at: datetime | None
    policy_id: int
    status: str
    # The activity that the present follow-up window counts from; None while it counts from the end of the base.
    anchor_activity_id: int | None

    @property
    def is_protected(self) -> bool:
        return self.state is State.PROTECTED

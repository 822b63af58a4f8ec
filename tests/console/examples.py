"""A lead whose protection has everything in it, and the means to ask for one with something else."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from leads.timeline import Activity, Handover, Hold, Reminder, ReminderState, Timeline

BERLIN = ZoneInfo("Europe/Berlin")


def berlin(text: str) -> datetime:
    """The instant at which Berlin's clocks show the time, e.g. "2026-05-05 09:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def timeline(**changes: Any) -> Timeline:
    """A lead in grace on 21 November 2026, six days before its protection ends."""
    facts: dict[str, Any] = {
        "company": "Wirtshaus zum Goldenen Hirschen",
        "registered_at": berlin("2026-02-26 15:06"),
        "base_ends_at": berlin("2026-09-18 15:06"),
        "grace_starts_at": berlin("2026-11-17 15:06"),
        "expires_at": berlin("2026-11-27 15:06"),
        "now": berlin("2026-11-21 09:00"),
        "holds": (
            Hold(start_at=berlin("2026-05-05 09:00"), end_at=berlin("2026-05-23 09:00"), reason="Preisfreigabe"),
            Hold(start_at=berlin("2026-09-22 09:00"), end_at=berlin("2026-09-27 10:00"), reason="Muster fehlt"),
        ),
        "activities": (
            Activity(occurred_at=berlin("2026-06-24 10:00"), kind="Anruf", qualified=True, counted=False),
            Activity(occurred_at=berlin("2026-09-18 16:00"), kind="Feedback", qualified=True, counted=True),
            Activity(occurred_at=berlin("2026-10-02 11:00"), kind="Notiz", qualified=False, counted=False),
        ),
        "reminders": (
            Reminder(due_at=berlin("2026-11-18 08:00"), sent_at=berlin("2026-11-18 08:01"), state=ReminderState.SENT),
        ),
        "handovers": (Handover(at=berlin("2026-07-01 12:00"), from_user="Anna Huber", to_user="Luca Meier"),),
    }
    return Timeline(**{**facts, **changes})

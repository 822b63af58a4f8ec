"""How the columns of checks are called, and what their codes mean."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from journal.models import DeliveryState, Kind, SubscriptionState
from leads.models import ActivityKind, HoldReason, LeadStatus, ReminderStatus
from leads.models.hold_rules import DebtKind
from leads.models.imports import ImportState
from leads.services.reminders.words import told
from operations.runbooks.checks.registry import Row

Title = str | Promise

TITLES: Mapping[str, Title] = {
    "lead_id": _("Lead"),
    "company": _("company"),
    "territory": _("territory"),
    "owner": _("owner"),
    "lead_status": _("status"),
    "phase": _("phase"),
    "protection": _("protection"),
    "clock_stopped": _("clock stands"),
    "protection_expires_at": _("protected until"),
    "grace_starts_at": _("grace begins"),
    "reminder_due_at": _("reminder due"),
    "remaining": _("remaining"),
    "stopped_since": _("stopped since"),
    "stopped_until": _("stopped until"),
    "reason_code": _("reason"),
    "reason": _("explanation"),
    "start_at": _("from"),
    "end_at": _("until"),
    "recorded_at": _("recorded at"),
    "recorded_by": _("recorded by"),
    "by_rule": _("by rule"),
    "voided_at": _("voided at"),
    "activity_kind": _("kind"),
    "qualified": _("qualified"),
    "occurred_at": _("happened at"),
    "source": _("source"),
    "window_start": _("window"),
    "due_at": _("due at"),
    "reminder_status": _("reminder"),
    "sent_at": _("sent at"),
    "attempts": _("attempts"),
    "remark": _("remark"),
    "owed": _("what is owed"),
    "reference": _("reference"),
    "owed_since": _("owed since"),
    "settled_at": _("settled"),
    "dropped_at": _("clock restarted by hand"),
    "clocks_standing": _("clocks that stand"),
    "leads": _("leads"),
    "expired_at": _("expired at"),
    "acknowledged_at": _("acknowledged at"),
    "as_of": _("as of"),
    "due": _("due"),
    "in_time": _("in time"),
    "job": _("job"),
    "last_success": _("last success"),
    "age": _("age"),
    "failed_since": _("failed since then"),
    "subscription": _("subscription"),
    "subscription_kind": _("kind of receiver"),
    "subscription_state": _("state"),
    "waiting": _("waiting"),
    "since": _("since"),
    "failures": _("failures in a row"),
    "event_type": _("type"),
    "event_id": _("event id"),
    "correlation_id": _("correlation id"),
    "aggregate": _("aggregate"),
    "deliveries": _("deliveries"),
    "in_default": _("rows without a month of their own"),
    "used": _("in use"),
    "most": _("at most"),
    "pid": _("session"),
    "blocked_by": _("held up by"),
    "application": _("program"),
    "session_state": _("state"),
    "hidden": _("sessions that cannot be seen"),
    "locked": _("waits for"),
    "table_name": _("table"),
    "bytes": _("bytes"),
    "size": _("size"),
    "milliseconds": _("milliseconds"),
    "requests": _("requests"),
    "mean": _("mean in seconds"),
    "import_id": _("import"),
    "import_state": _("state"),
    "imported_by": _("imported by"),
    "rows_done": _("rows done"),
    "rows_total": _("rows"),
    "progress_at": _("last progress"),
}

_PHASES: Mapping[str, Title] = {
    "BASE": _("Base protection"),
    "FOLLOW_UP": _("Follow-up"),
    "GRACE": _("Grace"),
    "EXPIRED": _("Expired"),
}
_PROTECTION: Mapping[str, Title] = {"PROTECTED": _("protected"), "EXPIRED": _("expired")}
_CONDITIONS: Mapping[str, Title] = {
    **dict(SubscriptionState.choices),
    "RESTS": _("rests after failures"),
    "LATE": _("behind"),
}


def _of(choices: Mapping[str, Title] | type[TextChoices]) -> Callable[[Any], Any]:
    labels: Mapping[str, Title] = choices if isinstance(choices, Mapping) else dict(choices.choices)
    return lambda code: str(labels.get(code, code))


def _deliveries(told: str) -> str:
    """ "2 DELIVERED, 1 PARKED" in words."""
    labels = dict(DeliveryState.choices)
    counted = (each.partition(" ") for each in told.split(", ") if each)
    return ", ".join(f"{count} {labels.get(state, state)}" for count, _blank, state in counted)


_WORDS: Mapping[str, Callable[[Any], Any]] = {
    "phase": _of(_PHASES),
    "protection": _of(_PROTECTION),
    "lead_status": _of(LeadStatus),
    "reason_code": _of(HoldReason),
    "activity_kind": _of(ActivityKind),
    "owed": _of(DebtKind),
    "reminder_status": _of(ReminderStatus),
    "remark": told,
    "subscription_kind": _of(Kind),
    "subscription_state": _of(_CONDITIONS),
    "import_state": _of(ImportState),
    "deliveries": _deliveries,
}


def columns(*names: str, value: Title = "") -> dict[str, Title]:
    """Columns with their titles, in this order; that of `value` is its check's own."""
    return {name: value if name == "value" else TITLES[name] for name in names}


def in_words(names: Sequence[str], row: Row) -> Row:
    """A row with its codes as words in the present language."""
    return tuple(
        cell if cell is None or name not in _WORDS else _WORDS[name](cell)
        for name, cell in zip(names, row, strict=True)
    )

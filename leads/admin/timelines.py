"""From a lead's facts to the picture of its protection."""

from datetime import datetime
from itertools import pairwise

from leads.clock import Clock, Verdict
from leads.models import Lead, ReminderStatus
from leads.protection import Protection
from leads.querysets.facts import LeadFacts
from leads.timeline import Activity, Handover, Hold, Reminder, ReminderState, Timeline

_STATES = {
    ReminderStatus.PENDING: ReminderState.SCHEDULED,
    ReminderStatus.SENT: ReminderState.SENT,
    ReminderStatus.CANCELLED: ReminderState.CANCELLED,
    ReminderStatus.DEAD: ReminderState.DEAD,
}


def timeline_of(lead: Lead, protection: Protection, clock: Clock, facts: LeadFacts, now: datetime) -> Timeline:
    """The timeline of the present protection: facts from before it started are left out."""
    counted = {act.id for act, verdict in clock.activities.items() if verdict in (Verdict.COUNTS, Verdict.OVERTAKEN)}
    effective = {hold.id for hold, verdict in clock.holds.items() if verdict is Verdict.COUNTS}
    started = protection.started_at
    owners = [row for row in facts.ownerships if row.voided_at is None]
    return Timeline(
        company=str(lead),
        registered_at=started,
        base_ends_at=protection.base_ends_at,
        grace_starts_at=protection.grace_starts_at,
        expires_at=protection.protection_expires_at,
        now=now,
        holds=tuple(
            Hold(start_at=max(hold.start_at, started), end_at=hold.end_at, reason=str(hold.get_reason_code_display()))
            for hold in facts.holds
            if hold.pk in effective
        ),
        activities=tuple(
            Activity(
                occurred_at=act.occurred_at, kind=str(act), qualified=bool(act.qualified), counted=act.pk in counted
            )
            for act in facts.activities
            if act.voided_at is None and act.occurred_at >= started
        ),
        reminders=tuple(
            Reminder(due_at=row.due_at, sent_at=row.sent_at, state=_STATES[ReminderStatus(row.status)])
            for row in facts.reminders
            if row.due_at >= started
        ),
        handovers=tuple(
            Handover(at=after.valid_from, from_user=str(before.user), to_user=str(after.user))
            for before, after in pairwise(owners)
            if before.user_id != after.user_id and after.valid_from >= started
        ),
    )

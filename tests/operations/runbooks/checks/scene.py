"""A database in which every check finds something, made by the services of the application. All leads are German."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from core.services.jobs import run_once
from core.tasks import HEARTBEAT
from journal.relay.process import JOB as RELAY
from journal.services.events import record
from leads.models import Lead, LeadExpiry, LeadImport, LeadReminder, ProtectionPolicy
from leads.models.imports import ImportState
from leads.services.activities import record_activity
from leads.services.holds import place_hold
from leads.services.projection import count_drift
from leads.services.reminders.queueing import queue_reminders
from leads.tasks import SWEEP, VERIFY
from tests.factories import LeadFactory, UserFactory
from tests.journal.admin.scene import parked, unknown_event, webhook
from tests.leads.consumers.crm import report
from tests.leads.moments import ago
from tests.leads.reminders.due import due_lead, instant

TODAY = "date_trunc('day', berlin_wall(now()))"


@dataclass(frozen=True)
class Scene:
    """The lead that has everything, and the correlation of an event about it."""

    lead: Lead
    correlation_id: UUID


def lead_due_today() -> Lead:
    """A lead whose grace begins with this day in Berlin; without months, whose ends would shift that."""
    ProtectionPolicy.objects.create(
        name="70 days", months=0, follow_up_days=60, grace_days=10, valid_from=instant("now() - interval '90 days'")
    )
    return LeadFactory.create(created_at=instant(f"berlin_instant({TODAY} - interval '60 days')"), territory="DE")


def set_scene() -> Scene:
    """Make something for every check to find."""
    lead = LeadFactory.create(created_at=ago(100), territory="DE")
    place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(45))
    record_activity(lead_id=lead.pk, actor=None, kind="QUALIFIED_CALL", occurred_at=ago(50))
    report("sample.requested", lead.pk, ago(20), sample_id="S-1")
    correlation_id = uuid4()
    record(
        event_type="lead.noted", aggregate_type="lead", aggregate_id=lead.pk, territory="DE", payload={},
        correlation_id=correlation_id,
    )  # fmt: skip
    parked(webhook(), lead.pk)
    unknown_event()
    _reminders(lead)
    lead_due_today()
    LeadFactory.create(created_at=ago(72), territory="DE")  # expired two days ago
    for job in (SWEEP, HEARTBEAT, RELAY):
        run_once(job=job, slot=timezone.now(), work=lambda: None)
    run_once(job=VERIFY, slot=timezone.now(), work=count_drift)
    LeadImport.objects.create(file_name="leads.csv", state=ImportState.RUNNING, user=UserFactory.create())
    return Scene(lead, correlation_id)


def _reminders(lead: Lead) -> None:
    """One that is overdue and fails, one of the lead that was sent, and an expiry without one."""
    due_lead(territory="DE")
    queue_reminders()
    LeadReminder.objects.update(due_at=timezone.now() - timedelta(hours=2), last_error="451 Not now")
    window, sent = ago(9).date(), ago(2)
    LeadReminder.objects.create(
        lead=lead, user=lead.user, window_start=window, due_at=sent, sent_at=sent, status="SENT", territory="DE"
    )
    LeadExpiry.objects.create(
        lead=lead, user=lead.user, window_start=window, expired_at=ago(9), unreminded=True, territory="DE"
    )

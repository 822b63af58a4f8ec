"""What our own services record keeps its contract, type by type."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from core.models import User
from journal.contracts.registry import Direction, contracts
from journal.contracts.validation import validate_outgoing
from journal.models import Event
from leads.models import LeadStatus, ProtectionPolicy
from leads.services.activities import record_activity
from leads.services.expiries import record_expiries
from leads.services.guard import Override, preview_change
from leads.services.holds import correct_hold, place_hold, release_hold, void_hold
from leads.services.ownership import assign_policy, reassign_lead, void_ownership
from leads.services.registration import register_lead
from leads.services.reminders import dispatch_reminders
from leads.services.status import change_status, void_status_change
from operations.incidents.services import (
    acknowledge_incident,
    close_incident,
    mitigate_incident,
    override_severity,
    publish_postmortem,
    reopen_incident,
    resolve_incident,
    save_postmortem,
)
from operations.incidents.services.escalation import escalate
from seasonal.models import Season
from seasonal.services.activation import activate_season, close_missed_season, end_season, roll_back_activation
from seasonal.services.seasons import open_season
from tests.factories import UserFactory
from tests.leads.imports.files import csv_file, import_file
from tests.leads.moments import ago
from tests.leads.reminders.conftest import sink
from tests.leads.reminders.due import due_lead
from tests.leads.reminders.expiring import about_to_expire, let_it_expire
from tests.leads.reminders.sink import Sink
from tests.operations.incidents.pages.moments import wait
from tests.operations.incidents.scenes import contact, opened

__all__ = ["sink"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def boss(transactional_db: None) -> User:
    """Somebody who may override."""
    return UserFactory.create(role="lead")


def _holds_and_handovers(boss: User) -> None:
    lead = register_lead(actor=boss, user_id=boss.pk, company="Hotel Alpenblick", registered_at=ago(30)).lead
    hold = place_hold(lead_id=lead.pk, actor=boss, reason_code="PRICE", start_at=ago(3)).hold
    other = UserFactory.create()
    handover = reassign_lead(lead_id=lead.pk, actor=boss, user_id=other.pk, effective_at=ago(2))
    void_ownership(ownership_id=handover.pk, actor=boss, why="Doppelt")
    correct_hold(hold_id=hold.pk, actor=boss, start_at=ago(4), end_at=None, reason_code="SAMPLE", reason="Zwei Muster")
    release_hold(hold_id=hold.pk, actor=boss)
    void_hold(hold_id=hold.pk, actor=boss, why="Falscher Lead")
    policy = ProtectionPolicy.objects.create(
        name="Contract", months=7, follow_up_days=60, grace_days=10, valid_from=ago(20)
    )
    assign_policy(lead_id=lead.pk, actor=boss, policy_id=policy.pk, reason="Vertrag")
    change = change_status(lead_id=lead.pk, actor=boss, status=LeadStatus.CONVERTED)
    assert change is not None
    void_status_change(status_change_id=change.pk, actor=boss, why="Storniert")


def _expiry_and_override(boss: User) -> None:
    lead = about_to_expire()
    let_it_expire(lead)
    record_expiries()

    def revive(override: Override | None = None) -> object:
        return record_activity(
            lead_id=lead.pk, actor=boss, kind="QUALIFIED_CALL", occurred_at=ago(5), override=override
        )

    preview = preview_change(lead.pk, revive)
    revive(Override("Anruf belegt", preview.confirmation))


def _incidents(boss: User) -> None:
    contact("operations-lead", "lead@example.org")
    incident_id = opened(boss, severity="SEV2").pk
    override_severity(incident_id=incident_id, severity="SEV1", reason="Zwei Muster", actor=boss)
    wait(minutes=30)
    contact("management", "management@example.org")
    escalate()
    acknowledge_incident(incident_id=incident_id, actor=boss)
    mitigate_incident(incident_id=incident_id, actor=boss)
    resolve_incident(incident_id=incident_id, actor=boss, text="Neu verschickt")
    reopen_incident(incident_id=incident_id, actor=boss, reason="Noch eines")
    resolve_incident(incident_id=incident_id, actor=boss, text="Auch verschickt")
    save_postmortem(incident_id=incident_id, actor=boss, text="# Muster")
    publish_postmortem(incident_id=incident_id, actor=boss)
    close_incident(incident_id=incident_id, actor=boss)


def _season(boss: User) -> None:
    season = Season.objects.get(kind="christmas", starts_on__year=2027)
    open_season(season=season, actor=boss)
    activate_season(season=season, actor=boss, reason="Die Mails gehen früher hinaus")
    roll_back_activation(season=season, actor=boss, reason="Doch nicht")
    activate_season(season=season, actor=boss, reason="Nun aber")
    end_season(season=season, actor=None)
    forgotten = Season.objects.get(kind="oktoberfest", starts_on__year=2027)
    open_season(season=forgotten, actor=boss)
    close_missed_season(season=forgotten, at=datetime(2027, 10, 16, 9, tzinfo=UTC))


def _all_types(boss: User, sink: Sink) -> Iterator[Event]:
    _holds_and_handovers(boss)
    _expiry_and_override(boss)
    due_lead()
    dispatch_reminders()
    _incidents(boss)
    _season(boss)
    import_file(csv_file([["Gasthof Post", "54536", "Kröv", ""]]), owner=boss)
    yield from Event.objects.order_by("id")


def test_each_event_keeps_its_contract_and_each_contract_has_an_event(boss: User, sink: Sink) -> None:
    seen = set()
    for event in _all_types(boss, sink):
        seen.add((event.event_type, event.schema_version))
        assert validate_outgoing(event.event_type, event.schema_version, event.payload) == [], event.payload
    outgoing = {(each.event_type, each.version) for each in contracts() if each.direction is Direction.OUTGOING}
    assert seen == outgoing

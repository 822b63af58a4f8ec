"""The auditor: an independent look at whether anybody would be called."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import transaction
from django.utils import timezone

from core.models import JobRun, User
from core.services.jobs import run_once, slot_of
from operations.incidents.models import (
    EscalationAudit,
    Finding,
    Incident,
    OnCallShift,
    Page,
    PageState,
    WatchdogBeat,
)
from operations.incidents.services import acknowledge_incident
from operations.incidents.services.auditing import WATCHED, audit_escalation, findings
from operations.incidents.services.pages.queueing import queue_pages
from operations.incidents.services.watchdog import record_beat
from operations.incidents.ticking import ESCALATE
from operations.runbooks.models import Contact
from tests.operations.incidents.pages.moments import wait
from tests.operations.incidents.scenes import clerk, contact, on_call, opened

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def all_is_well() -> None:
    """Escalation has just run, and somebody is there for everything."""
    run_once(job=ESCALATE, slot=slot_of(timedelta(seconds=30)), work=lambda: None)
    on_call("operations-on-call")
    on_call("engineering-on-call")
    for role in WATCHED:
        contact(role, f"{role}@example.org")


def _sent(at: datetime | None = None) -> None:
    Page.objects.update(state=PageState.SENT, sent_at=at or timezone.now())


def _kinds() -> list[str]:
    return sorted(found.finding for found in findings())


def test_finds_nothing_where_all_is_well() -> None:
    opened()
    _sent()
    assert audit_escalation() == {"found": 0, "new": 0, "cleared": 0, "told": 0}
    assert mail.outbox == []


def test_finds_that_escalation_has_stopped_and_says_so_once() -> None:
    JobRun.objects.filter(job=ESCALATE).update(finished_at=timezone.now() - timedelta(minutes=10))
    assert audit_escalation()["told"] == 1
    assert audit_escalation()["told"] == 0
    assert [message.to for message in mail.outbox] == [["operations-lead@example.org"]]
    row = EscalationAudit.objects.get()
    assert (row.finding, row.cleared_at) == (Finding.ESCALATION_STALLED, None)


def test_finds_that_escalation_never_ran() -> None:
    JobRun.objects.all().delete()
    assert _kinds() == [Finding.ESCALATION_STALLED]


def test_what_failed_is_no_success() -> None:
    JobRun.objects.update(succeeded=False)
    assert _kinds() == [Finding.ESCALATION_STALLED]


def test_finds_a_page_that_was_not_sent() -> None:
    opened()
    wait(minutes=5)
    assert _kinds() == [Finding.PAGE_LATE]


def test_a_page_that_is_on_its_way_is_no_finding() -> None:
    opened()
    wait(seconds=settings.INCIDENT_TICK_SECONDS)
    assert _kinds() == []


def test_finds_an_incident_of_which_nobody_was_told() -> None:
    opened()
    Page.objects.update(state=PageState.FAILED)
    wait(minutes=5)
    assert _kinds() == [Finding.PAGE_MISSING]


@pytest.mark.parametrize(("severity", "minutes"), [("SEV1", 15), ("SEV2", 60), ("SEV3", 240), ("SEV4", 1440)])
def test_finds_that_nobody_further_was_called(severity: str, minutes: int) -> None:
    opened(severity=severity)
    _sent()
    wait(minutes=minutes)
    assert _kinds() == []
    wait(minutes=5)
    assert _kinds() == [Finding.PAGE_MISSING]


def test_the_lead_of_operations_is_nobody_further_where_it_was_the_first() -> None:
    opened(severity="SEV1", team="operations-lead")
    _sent()
    wait(minutes=20)
    assert _kinds() == [Finding.PAGE_MISSING]


def test_whoever_stands_in_for_the_lead_is_somebody_further() -> None:
    Contact.objects.filter(role="operations-lead").delete()
    on_call("operations-lead", user=OnCallShift.objects.get(responsibility="operations-on-call").user)
    incident = opened(severity="SEV1")
    _sent()
    wait(minutes=16)
    with transaction.atomic():
        queue_pages(Incident.objects.select_for_update(no_key=True).get(), at=timezone.now())
    _sent()
    wait(minutes=4)
    assert [page.responsibility for page in incident.pages.filter(level=1)] == ["operations-on-call"]
    assert _kinds() == []


def test_whoever_reacts_ends_the_finding() -> None:
    incident = opened()
    wait(minutes=5)
    audit_escalation()
    acknowledge_incident(incident_id=incident.pk, actor=clerk())
    assert audit_escalation()["cleared"] == 1
    assert EscalationAudit.objects.get().cleared_at is not None


def test_what_comes_again_is_a_new_finding_and_told_of() -> None:
    for _ in range(2):
        incident = opened()
        wait(minutes=5)
        audit_escalation()
        acknowledge_incident(incident_id=incident.pk, actor=clerk())
        audit_escalation()
    assert len(mail.outbox) == 2


def test_finds_that_alertmanager_is_silent() -> None:
    record_beat()
    WatchdogBeat.objects.update(received_at=timezone.now() - timedelta(minutes=6))
    assert _kinds() == [Finding.WATCHDOG_SILENT]


@pytest.mark.parametrize(("demo", "kinds"), [(True, []), (False, [Finding.WATCHDOG_SILENT])])
def test_an_alertmanager_is_expected_outside_a_demo(settings: object, demo: bool, kinds: list[str]) -> None:
    settings.DEMO = demo  # type: ignore[attr-defined]
    assert _kinds() == kinds


def test_an_alertmanager_that_spoke_is_there() -> None:
    record_beat()
    assert _kinds() == []


def test_finds_that_nobody_is_on_call() -> None:
    OnCallShift.objects.filter(responsibility="engineering-on-call").delete()
    assert [(found.finding, found.concerns) for found in findings()] == [(Finding.ROTA_EMPTY, "engineering-on-call")]


def test_finds_that_nobody_can_be_reached() -> None:
    Contact.objects.filter(role="management").delete()
    assert [(found.finding, found.concerns) for found in findings()] == [(Finding.ROTA_EMPTY, "management")]


@pytest.mark.parametrize("unreachable", [{"is_active": False}, {"email": ""}])
def test_who_cannot_be_reached_is_not_on_call(unreachable: dict[str, Any]) -> None:
    shift = OnCallShift.objects.get(responsibility="engineering-on-call")
    User.objects.filter(pk=shift.user_id).update(**unreachable)
    assert [(found.finding, found.concerns) for found in findings()] == [(Finding.ROTA_EMPTY, "engineering-on-call")]


@pytest.mark.parametrize("team", ["security", "data-protection", "legal", "territory-lead-ch"])
def test_finds_that_a_team_cannot_be_reached(team: str) -> None:
    Contact.objects.filter(role=team).delete()
    assert [(found.finding, found.concerns) for found in findings()] == [(Finding.ROTA_EMPTY, team)]


def test_where_nobody_can_be_told_it_is_tried_again() -> None:
    Contact.objects.all().delete()
    JobRun.objects.all().delete()
    audit_escalation()
    assert EscalationAudit.objects.get(finding=Finding.ESCALATION_STALLED).mailed_at is None
    contact("operations-lead", "late@example.org")
    assert audit_escalation()["told"] == 1

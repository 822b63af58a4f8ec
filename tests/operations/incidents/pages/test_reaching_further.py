"""Each step of the escalation reaches somebody who has not been reached, as long as there is anybody."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from operations.incidents.models import EntryKind, Incident, IncidentState
from operations.incidents.services import override_severity
from operations.incidents.services.escalation import escalate
from operations.incidents.services.watching import watch_rules
from operations.incidents.telling import told
from tests.leads.reminders.sink import Sink
from tests.operations.incidents.pages.moments import wait
from tests.operations.incidents.scenes import clerk, contact, lead, on_call, opened
from tests.operations.incidents.test_watching import lose_sample

pytestmark = pytest.mark.django_db(transaction=True)
NOBODY = "Nobody has reacted, and there is nobody left to notify. Call somebody."


def _called(incident: Incident, level: int) -> list[tuple[str, str]]:
    return list(incident.pages.filter(level=level).order_by("id").values_list("responsibility", "address"))


def _escalated(incident: Incident) -> list[str]:
    with translation.override("en"):
        return [told(entry) for entry in incident.timeline.filter(kind=EntryKind.ESCALATED).order_by("id")]


def _after(incident: Incident, **length: float) -> None:
    """So long after it began, at the tick then and at the next."""
    passed = timezone.now() - Incident.objects.get(pk=incident.pk).paging_since
    wait(seconds=(timedelta(**length) - passed).total_seconds())
    escalate()
    escalate()


def test_of_a_lost_sample_the_second_of_operations_hears_after_a_quarter_of_an_hour(sink: Sink) -> None:
    first = on_call("operations-lead").user
    on_call("operations-on-call")
    contact("operations-lead", first.email.upper(), rank=1, name="The same person")
    contact("operations-lead", "deputy@example.org", rank=2)
    contact("management", "management@example.org")
    lose_sample()
    watch_rules()
    incident = Incident.objects.get()
    assert ("operations-lead", first.email) in _called(incident, 0)
    _after(incident, minutes=15)
    assert _called(incident, 1) == [("operations-lead", "deputy@example.org")]
    _after(incident, minutes=30)
    assert _called(incident, 2) == [("management", "management@example.org")]
    assert _escalated(incident) == [
        "Nobody reacted. Level 1: Operations lead.",
        "Nobody reacted. Level 2: Management.",
    ]


def test_who_is_on_call_for_two_things_is_not_called_twice(sink: Sink) -> None:
    both = clerk()
    on_call("operations-on-call", user=both)
    on_call("operations-lead", user=both)
    contact("operations-lead", "deputy@example.org")
    incident = opened(severity="SEV1")
    _after(incident, minutes=15)
    assert _called(incident, 1) == [("operations-lead", "deputy@example.org")]


def test_where_the_lead_has_no_deputy_it_is_a_stand_in_of_the_team(sink: Sink) -> None:
    both = clerk()
    on_call("security", user=both)
    on_call("operations-lead", user=both)
    contact("security", "second@example.org")
    contact("management", "management@example.org")
    incident = opened(severity="SEV1", team="security")
    _after(incident, minutes=15)
    assert _called(incident, 1) == [("security", "second@example.org")]


def test_then_whoever_is_on_call_for_operations_and_then_management(sink: Sink) -> None:
    on_call("operations-lead")
    on_call("operations-on-call")
    contact("management", "management@example.org")
    incident = opened(severity="SEV1", team="operations-lead")
    _after(incident, minutes=15)
    assert [role for role, _address in _called(incident, 1)] == ["operations-on-call"]
    _after(incident, minutes=30)
    assert [role for role, _address in _called(incident, 2)] == ["management"]


def test_where_there_is_nobody_else_it_says_so_once(sink: Sink) -> None:
    on_call("operations-on-call")
    incident = opened(severity="SEV1")
    _after(incident, minutes=15)
    assert incident.pages.count() == 1
    assert _escalated(incident) == [NOBODY]
    _after(incident, minutes=30)
    assert _escalated(incident) == [NOBODY, NOBODY]  # the level of management


def test_whoever_is_entered_meanwhile_is_called_at_once(sink: Sink) -> None:
    on_call("operations-on-call")
    incident = opened(severity="SEV1")
    _after(incident, minutes=15)
    contact("operations-lead", "new@example.org")
    _after(incident, minutes=16)
    assert _called(incident, 1) == [("operations-lead", "new@example.org")]
    assert _escalated(incident)[1:] == ["Nobody reacted. Level 1: Operations lead."]


def test_where_the_mail_of_a_step_is_refused_the_next_one_is_called(sink: Sink) -> None:
    sink.on_recipient = lambda address: "550 No such user" if address.startswith("gone") else "250 OK"
    on_call("operations-on-call")
    on_call("operations-lead", user=clerk(email="gone@example.org"))
    contact("operations-lead", "deputy@example.org")
    incident = opened(severity="SEV1")
    _after(incident, minutes=15)
    assert [address for _role, address in _called(incident, 1)] == ["gone@example.org", "deputy@example.org"]


def test_a_step_that_is_due_by_another_severity_reaches_somebody_too(sink: Sink) -> None:
    on_call("operations-on-call")
    contact("operations-lead", "lead@example.org")
    incident = opened(severity="SEV1")
    _after(incident, minutes=15)
    contact("operations-lead", "deputy@example.org", rank=2)
    override_severity(incident_id=incident.pk, severity="SEV2", reason="Half as bad", actor=lead())
    _after(incident, minutes=59)
    assert incident.pages.count() == 2
    _after(incident, minutes=60)
    assert "deputy@example.org" in [page.address for page in incident.pages.all()]
    assert Incident.objects.get().state == IncidentState.OPEN

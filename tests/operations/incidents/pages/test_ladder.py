"""Who is called when nobody reacts."""

from datetime import timedelta

import pytest

from journal.models import Event
from operations.incidents.models import EntryKind, Incident
from operations.incidents.services import acknowledge_incident, override_severity
from operations.incidents.services.escalation import escalate
from operations.incidents.services.pages.ladder import ladder_of
from tests.leads.reminders.sink import Sink
from tests.operations.incidents.pages.moments import wait
from tests.operations.incidents.scenes import clerk, contact, lead, on_call, opened
from tests.operations.runbooks.documents import both, publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def desks() -> None:
    """Emergency contacts of everyone on the default ladder."""
    for role in ("operations-on-call", "operations-lead", "management"):
        contact(role, f"{role}@example.org", name=role)


def _called(incident: Incident) -> list[tuple[int, str]]:
    return list(incident.pages.order_by("id").values_list("level", "responsibility"))


def test_by_default_the_operations_lead_and_then_management_are_called(sink: Sink) -> None:
    incident = opened(severity="SEV1")
    assert _called(incident) == [(0, "operations-on-call")]
    wait(minutes=15)
    escalate()
    assert _called(incident)[1:] == [(1, "operations-lead")]
    wait(minutes=15)
    escalate()
    assert _called(incident)[2:] == [(2, "management")]


@pytest.mark.parametrize(
    ("severity", "minutes"), [("SEV1", 15), ("SEV2", 60), ("SEV3", 240), ("SEV4", 1440)]
)  # fmt: skip
def test_nobody_further_is_called_before_the_time_to_respond_is_over(sink: Sink, severity: str, minutes: int) -> None:
    incident = opened(severity=severity)
    wait(minutes=minutes - 1)
    escalate()
    assert _called(incident) == [(0, "operations-on-call")]
    wait(minutes=1)
    escalate()
    assert (1, "operations-lead") in _called(incident)


def test_a_reaction_stops_it(sink: Sink) -> None:
    incident = opened(severity="SEV1")
    acknowledge_incident(incident_id=incident.pk, actor=clerk())
    wait(hours=2)
    escalate()
    assert [(page.level, page.state) for page in incident.pages.all()] == [(0, "CANCELLED")]
    assert sink.mails == []


def test_each_level_is_told_of_once(sink: Sink) -> None:
    incident = opened(severity="SEV1")
    wait(hours=2)
    escalate()
    escalate()
    entries = incident.timeline.filter(kind=EntryKind.ESCALATED)
    assert [entry.data["level"] for entry in entries] == [1, 2]
    assert Event.objects.filter(event_type="incident.escalated").count() == 2


def test_the_runbook_says_who_is_called_when() -> None:
    rungs = [
        {"after_minutes": 0, "role": "engineering-on-call", "severity": "SEV2", "when": both("Always.")},
        {"after_minutes": 5, "role": "legal", "severity": "SEV1", "when": both("Only when it is bad.")},
    ]
    publish("flood", escalation=rungs)
    levels = ladder_of(opened(severity="SEV2", runbook_slug="flood"))
    assert [(level.after, set(level.responsibilities)) for level in levels] == [
        (timedelta(), {"operations-on-call", "engineering-on-call"}),
        (timedelta(hours=1), {"operations-lead"}),
        (timedelta(hours=2), {"management"}),
    ]


def test_of_the_runbook_that_counted_when_it_began() -> None:
    publish("flood")
    incident = opened(severity="SEV1", runbook_slug="flood")
    rung = {"after_minutes": 1, "role": "legal", "severity": "SEV4", "when": both("Always.")}
    publish("flood", escalation=[rung])
    incident = Incident.objects.get(pk=incident.pk)
    assert "legal" not in {role for level in ladder_of(incident) for role in level.responsibilities}


def test_whoever_is_on_call_then_is_called(sink: Sink) -> None:
    incident = opened(severity="SEV1")
    shift = on_call("operations-lead")
    wait(minutes=15)
    escalate()
    assert incident.pages.get(level=1).address == shift.user.email


def test_becoming_worse_calls_everyone_anew(sink: Sink) -> None:
    incident = opened(severity="SEV3")
    escalate()
    override_severity(incident_id=incident.pk, severity="SEV1", reason="It is worse", actor=lead())
    assert list(incident.pages.order_by("id").values_list("round", "state")) == [(1, "SENT"), (2, "PENDING")]


def test_becoming_worse_tells_the_first_level_alone_where_somebody_is_on_it(sink: Sink) -> None:
    incident = opened(severity="SEV3")
    acknowledge_incident(incident_id=incident.pk, actor=clerk())
    override_severity(incident_id=incident.pk, severity="SEV1", reason="It is worse", actor=lead())
    wait(hours=3)
    escalate()
    assert list(incident.pages.filter(round=2).values_list("level", flat=True)) == [0]


def test_where_a_mail_is_refused_somebody_else_is_called(sink: Sink) -> None:
    sink.on_recipient = lambda address: "550 No such user" if address.startswith("operations-on") else "250 OK"
    incident = opened(severity="SEV1")
    escalate()
    escalate()
    assert list(incident.pages.order_by("id").values_list("responsibility", "state")) == [
        ("operations-on-call", "FAILED"),
        ("operations-lead", "SENT"),
    ]

"""Each catering request without an answer, and each sample that is not on its way, is a case of its own."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from operations.facts.models import CateringRequest, Sample
from operations.incidents.models import Incident, IncidentState
from operations.incidents.services import resolve_incident
from operations.incidents.services.watching import watch_rules
from operations.kpis.models import KpiSnapshot
from operations.kpis.querysets.waiting import waiting
from tests.api.client import Api
from tests.operations.incidents.alertmanager import alert, deliver
from tests.operations.incidents.scenes import lead

pytestmark = pytest.mark.django_db


def ago(**time: float) -> datetime:
    """The instant so long ago; negative: ahead."""
    return timezone.now() - timedelta(**time)


def catering(number: int = 1, *, hours: float = 3, event_in: float | None = 24 * 7) -> CateringRequest:
    """A request that was asked so long ago, for an event in so many hours."""
    asked: CateringRequest = CateringRequest.objects.create(
        source="crm",
        external_id=f"C-{number}",
        territory="DE",
        asked_at=ago(hours=hours),
        event_at=None if event_in is None else ago(hours=-event_in),
    )
    return asked


def sample(number: int = 1, *, minutes: float = 10, times: dict[str, datetime] | None = None) -> Sample:
    """A sample that was requested so long ago."""
    requested: Sample = Sample.objects.create(
        source="crm", external_id=f"S-{number}", territory="DE", requested_at=ago(minutes=minutes), **(times or {})
    )
    return requested


def _resolve(incident: Incident) -> None:
    """A person said that it is over, half an hour ago."""
    resolve_incident(incident_id=incident.pk, actor=lead(), text="Cancelled by phone")
    Incident.objects.filter(pk=incident.pk).update(resolved_at=ago(minutes=30))


def test_a_request_without_an_answer_is_as_bad_as_its_alert_says() -> None:
    asked = catering()
    assert watch_rules() == {"new": 1, "over": 0}
    incident = Incident.objects.get()
    assert (incident.alert_name, incident.territory, incident.base_severity) == ("CateringAnswerLate", "DE", "SEV2")
    assert asked.asked_at is not None
    assert incident.began_at == asked.asked_at + timedelta(hours=2)


def test_a_sample_that_is_not_sent_off_is_as_bad_as_its_alert_says() -> None:
    asked = sample()
    assert watch_rules() == {"new": 1, "over": 0}
    incident = Incident.objects.get()
    assert (incident.alert_name, incident.territory, incident.base_severity) == ("SampleAtRisk", "DE", "SEV2")
    assert asked.requested_at is not None
    assert incident.began_at == asked.requested_at + timedelta(minutes=2)


@pytest.mark.parametrize("name", ["CateringAnswerLate", "SampleAtRisk"])
def test_an_alert_that_goes_on_for_what_was_dealt_with_wakes_nobody(alertmanager: Api, name: str) -> None:
    """The guest cancelled by phone: the request stays without an answer, and the alert fires, until the event."""
    _ = catering() if name == "CateringAnswerLate" else sample()
    deliver(alertmanager, alert(name, territory="DE"))
    watch_rules()
    _resolve(Incident.objects.get())
    deliver(alertmanager, alert(name, territory="DE"))
    assert Incident.objects.get().state == IncidentState.RESOLVED
    _ = catering(2) if name == "CateringAnswerLate" else sample(2)
    assert watch_rules() == {"new": 1, "over": 0}
    incident = Incident.objects.get()
    assert (incident.state, incident.paging_round) == (IncidentState.OPEN, 2)


@pytest.mark.parametrize(("hours", "event_in", "late"), [(1.9, 99, 0), (2.1, 99, 1), (2.1, None, 1), (50, -1, 0)])
def test_late_is_an_answer_to_what_is_still_to_come(hours: float, event_in: float | None, late: int) -> None:
    catering(hours=hours, event_in=event_in)
    assert watch_rules()["new"] == late
    assert waiting().get(("unanswered", "DE"), 0) == late  # what the alert counts


@pytest.mark.parametrize(
    ("minutes", "times", "late"),
    [
        (2.9, {}, 0),  # at risk since less than a minute: the alert waits as well
        (3.1, {}, 1),
        (60, {"processed_at": ago(minutes=59)}, 0),
        (60, {"processed_at": ago(minutes=59), "due_at": ago(minutes=2)}, 1),
        (1, {"due_at": ago(minutes=2)}, 1),
        (60, {"processed_at": ago(minutes=59), "due_at": ago(hours=-1)}, 0),
        (60, {"failed_at": ago(minutes=5)}, 0),
    ],
)
def test_at_risk_is_what_is_not_sent_off_or_not_there(minutes: float, times: dict[str, datetime], late: int) -> None:
    sample(minutes=minutes, times=times)
    assert watch_rules()["new"] == late


def test_in_time_is_what_the_targets_of_the_key_figures_say() -> None:
    for kpi in ("catering_answer", "sample_processing"):
        KpiSnapshot.objects.update_or_create(
            kpi=kpi, territory="", defaults={"target": 86_400, "population": 0, "measured_at": timezone.now()}
        )
    catering()
    sample()
    assert watch_rules() == {"new": 0, "over": 0}
    assert waiting() == {}  # what the alerts count


@pytest.mark.parametrize(
    "times", [{"answered_at": ago()}, {"event_at": ago()}, {"voided_at": ago(), "void_reason": "x"}]
)
def test_a_request_is_over_with_its_answer_or_its_event(times: dict[str, datetime]) -> None:
    asked = catering()
    watch_rules()
    CateringRequest.objects.filter(pk=asked.pk).update(**times)
    assert watch_rules() == {"new": 0, "over": 1}


@pytest.mark.parametrize("field", ["processed_at", "delivered_at", "failed_at"])
def test_a_sample_that_is_on_its_way_is_over(field: str) -> None:
    asked = sample()
    watch_rules()
    Sample.objects.filter(pk=asked.pk).update(**{field: timezone.now()})
    assert watch_rules() == {"new": 0, "over": 1}


def test_one_that_is_not_there_on_its_day_is_another_case() -> None:
    asked = sample()
    watch_rules()
    Sample.objects.filter(pk=asked.pk).update(processed_at=timezone.now())
    watch_rules()
    Sample.objects.filter(pk=asked.pk).update(due_at=ago(minutes=2))
    assert watch_rules() == {"new": 1, "over": 0}


def test_one_that_gets_lost_is_a_loss_and_no_more_at_risk() -> None:
    asked = sample()
    watch_rules()
    Sample.objects.filter(pk=asked.pk).update(lost_at=timezone.now())
    assert watch_rules() == {"new": 1, "over": 1}
    assert set(Incident.objects.values_list("alert_name", flat=True)) == {"SampleAtRisk", "SampleLost"}

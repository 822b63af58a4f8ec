"""What Alertmanager delivers becomes incidents."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from operations.incidents.models import AlertStatus, EntryKind, Incident, IncidentAlert, IncidentState, Source
from operations.incidents.services import acknowledge_incident, close_incident, override_severity, resolve_incident
from operations.incidents.telling import told
from operations.runbooks.subjects import Subject
from tests.api.client import Api
from tests.operations.incidents.alertmanager import alert, deliver
from tests.operations.incidents.scenes import clerk, lead

LATER = "2026-11-21T10:00:00Z"


def test_an_alert_opens_an_incident(alertmanager: Api) -> None:
    (incident_id,) = deliver(alertmanager, alert("SampleLost", territory="DE"))
    incident = Incident.objects.get(pk=incident_id)
    assert (incident.state, incident.source, incident.severity) == (IncidentState.OPEN, Source.ALERT, "SEV1")
    assert (incident.subject, incident.territory, incident.team) == (Subject.SAMPLES, "DE", "operations-lead")
    assert (incident.runbook_slug, incident.runbook_step) == ("lead-protection", "sample-loss")


def test_the_same_alert_again_changes_nothing(alertmanager: Api) -> None:
    first = deliver(alertmanager, alert())
    assert deliver(alertmanager, alert()) == first
    assert IncidentAlert.objects.get().received == 2
    assert Incident.objects.get().timeline.filter(kind=EntryKind.ALERT).count() == 1


def test_alerts_of_one_name_and_territory_are_one_incident(alertmanager: Api) -> None:
    found = deliver(
        alertmanager, alert(territory="DE", product="a"), alert(territory="DE", product="b"), alert(territory="CH")
    )
    assert len(found) == 2
    assert Incident.objects.get(territory="DE").alerts.count() == 2


def test_an_unknown_alert_is_not_lost(alertmanager: Api) -> None:
    (incident_id,) = deliver(alertmanager, alert("TeapotEmpty", severity="SEV2", territory="XX"))
    incident = Incident.objects.get(pk=incident_id)
    assert (incident.subject, incident.severity, incident.territory) == (Subject.PLATFORM, "SEV2", "")
    assert incident.title == "A sample is lost"  # its summary


def test_the_end_of_all_alerts_ends_a_small_incident(alertmanager: Api) -> None:
    both = [alert("CpuHigh", instance="a"), alert("CpuHigh", instance="b")]
    deliver(alertmanager, *both)
    deliver(alertmanager, both[0] | {"status": "resolved", "endsAt": LATER})
    assert Incident.objects.get().state == IncidentState.OPEN
    deliver(alertmanager, both[1] | {"status": "resolved", "endsAt": LATER})
    incident = Incident.objects.get()
    assert incident.state == IncidentState.RESOLVED
    assert incident.timeline.get(kind=EntryKind.RESOLVED).data == {"by_itself": True}


def test_the_end_of_an_alert_never_ends_a_sev1(alertmanager: Api) -> None:
    deliver(alertmanager, alert("SampleLost"))
    deliver(alertmanager, alert("SampleLost", status="resolved"))
    incident = Incident.objects.get()
    assert incident.state == IncidentState.OPEN
    assert incident.timeline.get(kind=EntryKind.ALERT_ENDED).data["stays_open"] is True


def test_what_was_a_sev1_once_is_not_ended_by_itself(alertmanager: Api) -> None:
    deliver(alertmanager, alert("SampleLost"))
    Incident.objects.update(base_severity="SEV3", computed_severity="SEV3")
    deliver(alertmanager, alert("SampleLost", status="resolved"))
    assert Incident.objects.get().state == IncidentState.OPEN


def test_what_a_person_made_small_ends_by_itself(alertmanager: Api) -> None:
    (incident_id,) = deliver(alertmanager, alert("SampleLost"))
    override_severity(incident_id=incident_id, severity="SEV3", reason="A typing mistake", actor=lead())
    deliver(alertmanager, alert("SampleLost", status="resolved"))
    assert Incident.objects.get().state == IncidentState.RESOLVED


def test_whoever_works_on_it_ends_it(alertmanager: Api) -> None:
    (incident_id,) = deliver(alertmanager, alert("CpuHigh"))
    acknowledge_incident(incident_id=incident_id, actor=clerk())
    deliver(alertmanager, alert("CpuHigh", status="resolved"))
    assert Incident.objects.get().state == IncidentState.ACKNOWLEDGED


def test_again_within_an_hour_reopens_it(alertmanager: Api) -> None:
    deliver(alertmanager, alert("CpuHigh"))
    deliver(alertmanager, alert("CpuHigh", status="resolved"))
    deliver(alertmanager, alert("CpuHigh", since=LATER))
    incident = Incident.objects.get()
    assert (incident.state, incident.resolved_at, incident.paging_round) == (IncidentState.OPEN, None, 2)
    assert incident.timeline.filter(kind=EntryKind.REOPENED).exists()


def test_again_after_more_than_an_hour_is_another_incident(alertmanager: Api) -> None:
    deliver(alertmanager, alert("CpuHigh"))
    deliver(alertmanager, alert("CpuHigh", status="resolved"))
    Incident.objects.update(resolved_at=timezone.now() - timedelta(minutes=61))
    deliver(alertmanager, alert("CpuHigh", since=LATER))
    assert Incident.objects.count() == 2


def test_a_closed_incident_stays_closed(alertmanager: Api) -> None:
    (incident_id,) = deliver(alertmanager, alert("CpuHigh"))
    resolve_incident(incident_id=incident_id, actor=lead(), text="More processors")
    close_incident(incident_id=incident_id, actor=lead())
    assert deliver(alertmanager, alert("CpuHigh")) == [incident_id]
    deliver(alertmanager, alert("CpuHigh", since=LATER))
    assert list(Incident.objects.order_by("id").values_list("state", flat=True)) == ["CLOSED", "OPEN"]


def test_a_late_delivery_does_not_wake_what_has_ended(alertmanager: Api) -> None:
    deliver(alertmanager, alert("CpuHigh"))
    deliver(alertmanager, alert("CpuHigh", status="resolved"))
    deliver(alertmanager, alert("CpuHigh"))
    assert (Incident.objects.get().state, IncidentAlert.objects.get().status) == ("RESOLVED", "RESOLVED")


def test_what_goes_on_firing_after_its_end_is_taken_up_again(alertmanager: Api) -> None:
    deliver(alertmanager, alert("CpuHigh"))
    deliver(alertmanager, alert("CpuHigh", status="resolved"))
    IncidentAlert.objects.update(last_received_at=timezone.now() - timedelta(minutes=6))
    deliver(alertmanager, alert("CpuHigh"))
    assert (Incident.objects.get().state, IncidentAlert.objects.get().status) == ("OPEN", AlertStatus.FIRING)


def test_the_end_of_what_nobody_heard_of_is_nothing(alertmanager: Api) -> None:
    assert deliver(alertmanager, alert(status="resolved")) == []
    assert not Incident.objects.exists()


def _resolve_long_ago(incident_id: int, *, minutes: float) -> None:
    """A person resolved it so long ago, and the alert never stopped."""
    resolve_incident(incident_id=incident_id, actor=lead(), text="The order is confirmed")
    Incident.objects.filter(pk=incident_id).update(resolved_at=timezone.now() - timedelta(minutes=minutes))


def test_what_fires_on_after_a_person_resolved_it_is_taken_up_again(alertmanager: Api) -> None:
    (incident_id,) = deliver(alertmanager, alert("OrderConfirmationLate", territory="DE"))
    _resolve_long_ago(incident_id, minutes=6)
    assert deliver(alertmanager, alert("OrderConfirmationLate", territory="DE")) == [incident_id]
    incident = Incident.objects.get()
    assert (incident.state, incident.paging_round) == (IncidentState.OPEN, 2)
    assert incident.timeline.get(kind=EntryKind.REOPENED).data == {"by_itself": True}
    assert incident.alerts.get().received == 2


@pytest.mark.parametrize("closed", [False, True])
def test_what_fires_on_for_longer_begins_another_incident(alertmanager: Api, closed: bool) -> None:
    (first,) = deliver(alertmanager, alert("CpuHigh", territory="DE"))
    _resolve_long_ago(first, minutes=61)
    if closed:
        close_incident(incident_id=first, actor=lead())
    (second,) = deliver(alertmanager, alert("CpuHigh", territory="DE"))
    assert second != first
    assert Incident.objects.get(pk=second).state == IncidentState.OPEN
    assert IncidentAlert.objects.get().incident_id == second
    # The one before still tells that the alert was of it, and where it went on.
    lines = Incident.objects.get(pk=first).timeline.filter(kind=EntryKind.ALERT).order_by("id")
    assert [line.data.get("went_on") for line in lines] == [None, second]
    with translation.override("en"):
        assert told(lines[1]) == f"The alert fires on: The processor is busy. It is incident #{second} now."


def test_two_that_deliver_the_same_repeat_take_it_up_once(alertmanager: Api) -> None:
    (first,) = deliver(alertmanager, alert("CpuHigh"))
    _resolve_long_ago(first, minutes=90)
    assert deliver(alertmanager, alert("CpuHigh")) == deliver(alertmanager, alert("CpuHigh"))
    assert Incident.objects.count() == 2
    assert IncidentAlert.objects.get().received == 3


def test_all_that_fires_on_goes_to_the_same_incident(alertmanager: Api) -> None:
    both = [alert("CpuHigh", instance="a"), alert("CpuHigh", instance="b")]
    (first,) = deliver(alertmanager, *both)
    _resolve_long_ago(first, minutes=90)
    (second,) = deliver(alertmanager, *both)
    assert set(IncidentAlert.objects.values_list("incident_id", flat=True)) == {second}
    assert Incident.objects.get(pk=first).timeline.filter(data__went_on=second).count() == 1


def test_a_repeat_that_is_late_does_not_wake_what_a_person_has_just_resolved(alertmanager: Api) -> None:
    (incident_id,) = deliver(alertmanager, alert("CpuHigh"))
    _resolve_long_ago(incident_id, minutes=4)
    assert deliver(alertmanager, alert("CpuHigh")) == [incident_id]
    assert Incident.objects.get().state == IncidentState.RESOLVED

"""Our own data open the incident that the alert would open."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from core.models import JobRun
from core.services.jobs import run_once, slot_of
from operations.facts.models import Sample
from operations.incidents.models import AlertStatus, EntryKind, Incident, IncidentAlert, IncidentState, Source
from operations.incidents.services import close_incident, publish_postmortem, resolve_incident, save_postmortem
from operations.incidents.services.watching import watch_rules
from operations.incidents.ticking import WATCH
from tests.api.client import Api
from tests.operations.incidents.alertmanager import alert, deliver
from tests.operations.incidents.scenes import lead

pytestmark = pytest.mark.django_db


def lose_sample(number: int = 1, *, hours: float = 1, territory: str = "DE") -> Sample:
    """A sample that was lost so many hours ago."""
    now = timezone.now()
    lost: Sample = Sample.objects.create(
        source="crm", external_id=f"S-{number}", territory=territory, requested_at=now - timedelta(days=2),
        lost_at=now - timedelta(hours=hours),
    )  # fmt: skip
    return lost


def _close(incident: Incident) -> None:
    actor = lead()
    resolve_incident(incident_id=incident.pk, actor=actor, text="Sent another one")
    save_postmortem(incident_id=incident.pk, actor=actor, text="# Lost")
    publish_postmortem(incident_id=incident.pk, actor=actor)
    close_incident(incident_id=incident.pk, actor=actor)


def test_a_lost_sample_is_a_sev1() -> None:
    lose_sample()
    assert watch_rules() == {"new": 1, "over": 0}
    incident = Incident.objects.get()
    assert (incident.alert_name, incident.territory, incident.severity) == ("SampleLost", "DE", "SEV1")
    assert incident.source == Source.RULE
    assert [reason["code"] for reason in incident.severity_reasons][:2] == ["alert", "samples_lost"]


def test_looking_again_changes_nothing() -> None:
    lose_sample()
    watch_rules()
    assert watch_rules() == {"new": 0, "over": 0}
    assert Incident.objects.count() == 1


def test_joins_the_incident_of_the_alert(alertmanager: Api) -> None:
    (incident_id,) = deliver(alertmanager, alert("SampleLost", territory="DE"))
    lose_sample()
    watch_rules()
    assert Incident.objects.get().pk == incident_id


def test_the_alert_joins_the_incident_of_the_rule(alertmanager: Api) -> None:
    lose_sample()
    watch_rules()
    assert deliver(alertmanager, alert("SampleLost", territory="DE")) == [Incident.objects.get().pk]


def test_several_are_one_incident_and_one_line() -> None:
    for number in range(3):
        lose_sample(number)
    watch_rules()
    assert Incident.objects.get().timeline.get(kind=EntryKind.ALERT).data["count"] == 3


def test_another_sample_after_the_first_incident_was_closed_is_another_incident() -> None:
    lose_sample(1)
    watch_rules()
    _close(Incident.objects.get())
    assert watch_rules() == {"new": 0, "over": 0}
    lose_sample(2)
    watch_rules()
    assert list(Incident.objects.order_by("id").values_list("state", flat=True)) == ["CLOSED", "OPEN"]


def test_a_sample_that_turns_up_ends_the_case_but_not_the_incident() -> None:
    sample = lose_sample()
    watch_rules()
    Sample.objects.filter(pk=sample.pk).update(delivered_at=timezone.now())
    assert watch_rules() == {"new": 0, "over": 1}
    assert Incident.objects.get().state == IncidentState.OPEN


def test_drift_is_a_sev1() -> None:
    run_once(job="verify_protection", slot=slot_of(timedelta(days=1)), work=lambda: {"drifted": 3})
    watch_rules()
    assert (Incident.objects.get().alert_name, Incident.objects.get().severity) == ("ProtectionDrift", "SEV1")


def test_drift_that_is_found_again_the_next_night_wakes_people_again() -> None:
    for nights_ago in (1, 0):
        slot = slot_of(timedelta(days=1)) - timedelta(days=nights_ago)
        run_once(job="verify_protection", slot=slot, work=lambda: {"drifted": 3})
        assert watch_rules() == {"new": 1, "over": 1 - nights_ago}
        incident = Incident.objects.get()
        assert (incident.state, incident.paging_round) == (IncidentState.OPEN, 2 - nights_ago)
        resolve_incident(incident_id=incident.pk, actor=lead(), text="Repaired")


def test_no_drift_is_none() -> None:
    run_once(job="verify_protection", slot=slot_of(timedelta(days=1)), work=lambda: {"drifted": 0})
    watch_rules()
    assert not Incident.objects.exists()


def _resolved_by_hand(incident: Incident) -> None:
    resolve_incident(incident_id=incident.pk, actor=lead(), text="Sent another one")
    Incident.objects.filter(pk=incident.pk).update(resolved_at=timezone.now() - timedelta(minutes=30))


def test_an_alert_that_goes_on_for_a_case_that_was_dealt_with_wakes_nobody(alertmanager: Api) -> None:
    """The sample stays lost, and the alert fires, for weeks: whoever sent another one is not called all the time."""
    lose_sample()
    watch_rules()
    deliver(alertmanager, alert("SampleLost", territory="DE"))
    _resolved_by_hand(Incident.objects.get())
    deliver(alertmanager, alert("SampleLost", territory="DE"))
    assert Incident.objects.get().state == IncidentState.RESOLVED


@pytest.mark.parametrize(("ticks_ago", "alive"), [(2.5, True), (3.5, False)])
def test_it_wakes_people_where_nobody_has_looked_for_more_cases(
    alertmanager: Api, ticks_ago: float, alive: bool
) -> None:
    """The alert may be of another sample by now: only who looks at each can know that it is not."""
    lose_sample()
    watch_rules()
    deliver(alertmanager, alert("SampleLost", territory="DE"))
    _resolved_by_hand(Incident.objects.get())
    long_ago = timezone.now() - timedelta(seconds=ticks_ago * settings.INCIDENT_TICK_SECONDS)
    assert JobRun.objects.filter(job=WATCH).update(finished_at=long_ago) == 1
    deliver(alertmanager, alert("SampleLost", territory="DE"))
    assert Incident.objects.get().state == (IncidentState.RESOLVED if alive else IncidentState.OPEN)


def test_the_alert_joins_the_incident_of_the_next_case(alertmanager: Api) -> None:
    lose_sample(1)
    watch_rules()
    deliver(alertmanager, alert("SampleLost", territory="DE"))
    _close(Incident.objects.get())
    Incident.objects.update(resolved_at=timezone.now() - timedelta(minutes=30))
    lose_sample(2)
    watch_rules()
    second = Incident.objects.active().get()
    assert deliver(alertmanager, alert("SampleLost", territory="DE")) == [second.pk]


def test_a_loss_that_is_reported_days_later_is_noticed() -> None:
    lose_sample(hours=30)
    lose_sample(2, hours=29 * 24, territory="CH")
    assert watch_rules() == {"new": 2, "over": 0}


def test_a_sample_that_stays_lost_is_never_said_to_be_over() -> None:
    sample = lose_sample()
    watch_rules()
    long_ago = timezone.now() - timedelta(days=90)
    Sample.objects.filter(pk=sample.pk).update(lost_at=long_ago)
    IncidentAlert.objects.update(starts_at=long_ago)
    assert watch_rules() == {"new": 0, "over": 0}
    assert not Incident.objects.get().timeline.filter(kind=EntryKind.ALERT_ENDED).exists()


def test_a_sample_that_turns_up_after_months_is_over() -> None:
    sample = lose_sample()
    watch_rules()
    Sample.objects.filter(pk=sample.pk).update(
        lost_at=timezone.now() - timedelta(days=90), delivered_at=timezone.now() - timedelta(days=1)
    )
    assert watch_rules() == {"new": 0, "over": 1}


def test_a_loss_whose_time_is_corrected_is_the_same_case() -> None:
    sample = lose_sample()
    watch_rules()
    _close(Incident.objects.get())
    Sample.objects.filter(pk=sample.pk).update(lost_at=timezone.now() - timedelta(hours=5))
    assert watch_rules() == {"new": 0, "over": 0}
    assert Incident.objects.count() == 1


def test_what_has_been_taken_back_is_over() -> None:
    sample = lose_sample()
    watch_rules()
    Sample.objects.filter(pk=sample.pk).update(voided_at=timezone.now(), void_reason="A test parcel")
    assert watch_rules() == {"new": 0, "over": 1}


def _said_to_be_over(sample: Sample) -> None:
    """A row as the release before left it: it took a loss for over after a day."""
    IncidentAlert.objects.filter(fingerprint=f"rule:SampleLost:{sample.pk}").update(
        status=AlertStatus.RESOLVED, ends_at=timezone.now() - timedelta(days=3)
    )


def test_a_loss_that_people_were_called_for_once_calls_nobody_again(alertmanager: Api) -> None:
    sample = lose_sample(hours=96)
    watch_rules()
    deliver(alertmanager, alert("SampleLost", territory="DE"))
    _resolved_by_hand(Incident.objects.get())
    _said_to_be_over(sample)
    assert watch_rules() == {"new": 0, "over": 0}
    assert Incident.objects.get().state == IncidentState.RESOLVED
    # It is known again: neither its alert, which fires on, nor the next look calls anybody.
    deliver(alertmanager, alert("SampleLost", territory="DE"))
    assert watch_rules() == {"new": 0, "over": 0}
    incident = Incident.objects.get()
    assert (incident.state, incident.paging_round) == (IncidentState.RESOLVED, 1)


def test_what_is_lost_again_later_is_a_new_case() -> None:
    sample = lose_sample(hours=96)
    watch_rules()
    _close(Incident.objects.get())
    _said_to_be_over(sample)
    Sample.objects.filter(pk=sample.pk).update(lost_at=timezone.now() - timedelta(hours=1))
    assert watch_rules() == {"new": 1, "over": 0}
    assert Incident.objects.active().exists()

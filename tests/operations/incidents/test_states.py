"""How far an incident is, and who says so."""

import pytest

from operations.incidents.models import EntryKind, Incident, IncidentState, PageState
from operations.incidents.services import (
    IncidentRefused,
    acknowledge_incident,
    close_incident,
    mitigate_incident,
    publish_postmortem,
    reopen_incident,
    resolve_incident,
    save_postmortem,
)
from tests.api.client import Api
from tests.operations.incidents.alertmanager import alert, deliver
from tests.operations.incidents.scenes import clerk, lead, on_call, opened

pytestmark = pytest.mark.django_db


def _refused(code: str, work: object, **arguments: object) -> None:
    with pytest.raises(IncidentRefused) as refused:
        work(**arguments)  # type: ignore[operator]
    assert refused.value.code == code


def _resolved(**fields: object) -> Incident:
    return resolve_incident(incident_id=opened(**fields).pk, actor=clerk(), text="Put out")  # type: ignore[arg-type]


def test_goes_from_open_to_closed() -> None:
    incident, actor = opened(), lead()
    acknowledge_incident(incident_id=incident.pk, actor=actor)
    mitigate_incident(incident_id=incident.pk, actor=actor, text="Unplugged")
    resolve_incident(incident_id=incident.pk, actor=actor, text="New printer")
    close_incident(incident_id=incident.pk, actor=actor)
    kinds = list(incident.timeline.values_list("kind", flat=True))
    assert kinds == ["OPENED", "ACKNOWLEDGED", "MITIGATED", "RESOLVED", "CLOSED"]
    incident = Incident.objects.get()
    assert incident.opened_at <= incident.acknowledged_at <= incident.mitigated_at <= incident.resolved_at  # type: ignore[operator]


def test_is_acknowledged_by_one_person() -> None:
    incident, first = opened(), clerk()
    acknowledge_incident(incident_id=incident.pk, actor=first)
    _refused("already_acknowledged", acknowledge_incident, incident_id=incident.pk, actor=clerk())
    assert Incident.objects.get().acknowledged_by == first


def test_a_reaction_spares_everyone_who_was_not_told_yet() -> None:
    on_call()
    incident = opened()
    acknowledge_incident(incident_id=incident.pk, actor=clerk())
    assert incident.pages.get().state == PageState.CANCELLED


def test_whoever_stops_the_damage_has_reacted() -> None:
    incident, actor = opened(), clerk()
    mitigate_incident(incident_id=incident.pk, actor=actor)
    assert Incident.objects.get().acknowledged_by == actor


def test_is_resolved_with_a_word_about_how() -> None:
    _refused("text_missing", resolve_incident, incident_id=opened().pk, actor=clerk(), text=" ")


@pytest.mark.parametrize("severity", ["SEV1", "SEV2"])
def test_a_bad_one_is_closed_once_its_postmortem_is_published(severity: str) -> None:
    incident, actor = _resolved(severity=severity), lead()
    _refused("postmortem_missing", close_incident, incident_id=incident.pk, actor=actor)
    _refused("postmortem_missing", publish_postmortem, incident_id=incident.pk, actor=actor)
    save_postmortem(incident_id=incident.pk, actor=actor, text="# What we learned")
    _refused("postmortem_missing", close_incident, incident_id=incident.pk, actor=actor)
    publish_postmortem(incident_id=incident.pk, actor=actor)
    assert close_incident(incident_id=incident.pk, actor=actor).state == IncidentState.CLOSED


def test_a_published_postmortem_stays_as_it_is() -> None:
    incident, actor = _resolved(), lead()
    save_postmortem(incident_id=incident.pk, actor=actor, text="# First")
    publish_postmortem(incident_id=incident.pk, actor=actor)
    _refused("postmortem_published", save_postmortem, incident_id=incident.pk, actor=actor, text="# Second")


def test_a_small_one_is_closed_without() -> None:
    assert close_incident(incident_id=_resolved().pk, actor=lead()).state == IncidentState.CLOSED


def test_only_what_is_resolved_is_closed() -> None:
    _refused("incident_state", close_incident, incident_id=opened().pk, actor=lead())


def test_is_reopened_by_whoever_is_on_it_then() -> None:
    incident, actor = _resolved(), clerk()
    reopened = reopen_incident(incident_id=incident.pk, actor=actor, reason="It burns again")
    assert (reopened.state, reopened.resolved_at) == (IncidentState.ACKNOWLEDGED, None)
    assert incident.timeline.get(kind=EntryKind.REOPENED).text == "It burns again"


def test_what_is_closed_stays_closed() -> None:
    incident = close_incident(incident_id=_resolved().pk, actor=lead())
    _refused("incident_state", reopen_incident, incident_id=incident.pk, actor=lead(), reason="But")


def test_is_not_reopened_beside_the_incident_that_came_after_it(alertmanager: Api) -> None:
    (first,) = deliver(alertmanager, alert("CpuHigh"))
    resolve_incident(incident_id=first, actor=clerk(), text="Done")
    Incident.objects.update(resolved_at="2020-01-01T00:00Z")
    deliver(alertmanager, alert("CpuHigh", since="2026-11-21T12:00:00Z"))
    _refused("overtaken", reopen_incident, incident_id=first, actor=clerk(), reason="But")


@pytest.mark.parametrize("work", [acknowledge_incident, mitigate_incident])
def test_what_has_ended_takes_no_more(work: object) -> None:
    _refused("incident_state", work, incident_id=_resolved().pk, actor=clerk())


@pytest.mark.parametrize("work", [acknowledge_incident, mitigate_incident, close_incident])
def test_of_other_territories_there_is_none(work: object) -> None:
    incident = opened(territory="CH")
    _refused("incident_not_found", work, incident_id=incident.pk, actor=clerk(territories=["DE"]))

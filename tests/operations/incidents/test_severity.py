"""How bad it is: computed again and again, unless a person says otherwise."""

import pytest
from django.utils import translation

from operations.facts.models import Sample
from operations.incidents.models import EntryKind, Incident
from operations.incidents.services import IncidentRefused, clear_override, override_severity
from operations.incidents.services.escalation import escalate
from operations.incidents.telling import told
from operations.incidents.wording import reasons_of
from seasonal.models import Season
from tests.operations.incidents.pages.moments import wait
from tests.operations.incidents.scenes import lead, opened
from tests.operations.incidents.test_watching import lose_sample

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_peak() -> None:
    """Whatever day the tests run on."""
    Season.objects.all().delete()


def _samples_trouble() -> Incident:
    return opened(subject="samples", severity="SEV3")


def test_becomes_worse_by_what_is_lost_meanwhile() -> None:
    incident = _samples_trouble()
    lose_sample()
    escalate()
    incident.refresh_from_db()
    assert (incident.severity, incident.paging_round) == ("SEV1", 2)
    entry = incident.timeline.get(kind=EntryKind.SEVERITY)
    with translation.override("en"):
        assert told(entry) == ("Severity: SEV1 (was SEV3). By itself it is SEV3. 1 sample was lost in 24 h: SEV1.")
        assert reasons_of(incident) == ["By itself it is SEV3.", "1 sample was lost in 24 h: SEV1."]


def test_becomes_less_bad_and_calls_nobody_for_it() -> None:
    lose_sample()
    incident = _samples_trouble()
    assert incident.severity == "SEV1"
    Sample.objects.update(delivered_at="2026-11-21T12:00Z", lost_at=None)
    escalate()
    incident.refresh_from_db()
    assert (incident.severity, incident.paging_round) == ("SEV3", 1)


def test_the_same_again_is_no_news() -> None:
    incident = _samples_trouble()
    escalate()
    escalate()
    assert not incident.timeline.filter(kind=EntryKind.SEVERITY).exists()


def test_what_a_person_says_counts() -> None:
    incident = _samples_trouble()
    override_severity(incident_id=incident.pk, severity="SEV4", reason="A test parcel", actor=lead())
    lose_sample()
    escalate()
    incident.refresh_from_db()
    assert (incident.severity, incident.computed_severity) == ("SEV4", "SEV1")
    entry = incident.timeline.filter(kind=EntryKind.SEVERITY).last()
    assert entry is not None
    with translation.override("en"):
        assert told(entry) == "By its impact it is SEV1 now (was SEV3); SEV4, set by hand, stands."


def test_what_is_computed_can_count_again() -> None:
    incident = _samples_trouble()
    override_severity(incident_id=incident.pk, severity="SEV4", reason="A test parcel", actor=lead())
    clear_override(incident_id=incident.pk, actor=lead())
    incident.refresh_from_db()
    assert (incident.severity, incident.override_reason) == ("SEV3", "")


@pytest.mark.parametrize(
    ("severity", "reason", "code"), [("SEV1", "  ", "text_missing"), ("SEV0", "Terrible", "choice")]
)
def test_asks_for_a_reason_and_a_severity(severity: str, reason: str, code: str) -> None:
    with pytest.raises(IncidentRefused) as refused:
        override_severity(incident_id=opened().pk, severity=severity, reason=reason, actor=lead())
    assert refused.value.code == code


def test_the_clock_of_updates_follows() -> None:
    incident = opened(severity="SEV3")
    before = incident.next_update_at
    override_severity(incident_id=incident.pk, severity="SEV1", reason="Worse", actor=lead())
    incident.refresh_from_db()
    assert before is not None
    assert incident.next_update_at is not None
    assert incident.next_update_at < before


def test_an_update_that_was_due_sooner_stays_due() -> None:
    incident = opened(severity="SEV2")
    Incident.objects.update(next_update_at="2026-01-01T00:00Z")
    wait(minutes=1)
    override_severity(incident_id=incident.pk, severity="SEV1", reason="Worse", actor=lead())
    assert Incident.objects.get().next_update_at.year == 2026  # type: ignore[union-attr]
    assert Incident.objects.get().next_update_at.month == 1  # type: ignore[union-attr]

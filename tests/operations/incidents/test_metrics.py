"""What Prometheus is told about incidents."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from core.services.jobs import run_once, slot_of
from operations.incidents.metrics import escalation, incidents
from operations.incidents.services import resolve_incident
from operations.incidents.services.watchdog import record_beat
from tests.operations.incidents.pages.moments import wait
from tests.operations.incidents.scenes import clerk, contact, on_call, opened

pytestmark = pytest.mark.django_db


def _values() -> dict[tuple[str, str], float]:
    return {
        (sample.name.removeprefix("freshops_"), "".join(sample.labels.values())): sample.value
        for collector in (incidents, escalation)
        for family in collector()
        for sample in family.samples
    }


def test_counts_what_has_not_ended_by_severity() -> None:
    opened(severity="SEV2")
    opened(severity="SEV2", is_drill=True)
    resolve_incident(incident_id=opened(severity="SEV3").pk, actor=clerk(), text="Done")
    values = _values()
    assert [values["incidents_open", f"SEV{number}"] for number in (1, 2, 3, 4)] == [0, 1, 0, 0]


def test_tells_ages_of_what_has_spoken() -> None:
    assert ("watchdog_age_seconds", "") not in _values()
    record_beat()
    run_once(job="escalate", slot=slot_of(timedelta(seconds=30)), work=lambda: None)
    values = _values()
    assert 0 <= values["watchdog_age_seconds", ""] < 60
    assert 0 <= values["escalation_last_success_age_seconds", ""] < 60


def test_tells_of_whom_nobody_was_told() -> None:
    on_call()
    opened()
    assert _values()["escalation_overdue", ""] == 0
    wait(minutes=5)
    assert _values()["escalation_overdue", ""] == 1


def test_tells_who_is_missing() -> None:
    on_call("engineering-on-call")
    contact("management", "management@example.org")
    values = _values()
    assert [values["rota_uncovered", role] for role in ("engineering-on-call", "management")] == [0, 0]
    assert [values["rota_uncovered", role] for role in ("operations-on-call", "operations-lead")] == [1, 1]


def test_takes_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        _values()

"""All checks, in an empty database and in a full one: they run, as the application's role, and find what is there."""

import pytest
from django.utils.functional import Promise

from core.territory import Territory
from operations.runbooks.checks.reading import MOST_ROWS
from operations.runbooks.checks.registry import CHECKS
from operations.runbooks.checks.verdicts import Verdict
from tests.factories import UserFactory
from tests.journal.admin.scene import unknown_event
from tests.operations.runbooks.checks.asking import ask, grant, names, sample_parameters, superuser
from tests.operations.runbooks.checks.scene import set_scene

pytestmark = pytest.mark.django_db

# What the scene has nothing of; their own tests make it.
ELSEWHERE = {"blocked_sessions", "request_latency"}
EXPECTED = {
    "protection_of_lead", "holds_of_lead", "activities_of_lead", "reminders_of_lead", "debts_of_lead",
    "events_of_lead", "leads_by_phase", "expiring_soon", "expired_recently", "clocks_standing", "samples_owed",
    "protection_drift", "reminders_overdue", "reminders_failing", "reminders_due_today", "reminder_scan_age",
    "reminder_sla", "expiries_without_reminder", "outbox_lag", "outbox_pending", "parked_deliveries",
    "incoming_parked", "subscriptions_unwell", "notification_queue", "journal_partitions", "relay_alive",
    "events_of_correlation", "periodic_jobs", "heartbeat", "database_connections", "longest_transaction",
    "blocked_sessions", "database_size", "broker", "request_latency", "imports_unfinished",
}  # fmt: skip


def test_all_that_runbooks_may_name_are_there() -> None:
    assert set(CHECKS) == EXPECTED


@pytest.mark.parametrize("name", names())
def test_an_empty_database(name: str) -> None:
    result = ask(name, **sample_parameters(CHECKS[name]))
    assert list(result.columns) == list(CHECKS[name].columns)
    assert len(result.rows) <= MOST_ROWS
    assert result.verdict is not Verdict.UNEXPECTED or name == "blocked_sessions"  # others may wait right now
    assert (result.verdict is Verdict.INFORMATION) is not CHECKS[name].expects


def test_a_full_one() -> None:
    scene = set_scene()
    empty = set()
    for name, check in CHECKS.items():
        result = ask(name, **sample_parameters(check, scene.lead.pk, scene.correlation_id))
        assert list(result.columns) == list(check.columns), name
        if not result.rows:
            empty.add(name)
    assert empty <= ELSEWHERE | {"subscriptions_unwell"}


def test_nobody_sees_leads_of_other_territories() -> None:
    scene = set_scene()
    elsewhere = UserFactory.create(territories=["CH", "AT"])
    nowhere = UserFactory.create(territories=[])
    there = UserFactory.create(territories=["DE"])
    for name in names(scoped=True):
        check = CHECKS[name]
        parameters = sample_parameters(check, scene.lead.pk, scene.correlation_id)
        seen = ask(name, **parameters)
        assert ask(name, grant(there, check.permission), **parameters).rows == seen.rows, name
        for user in (elsewhere, nowhere):
            found = ask(name, grant(user, check.permission), **parameters)
            assert found.rows == ([(None, 0, 0)] if name == "reminder_sla" else []), name


def test_what_is_about_leads_is_scoped() -> None:
    about = {"lead_id", "company", "aggregate", "event_id"}
    assert {name for name, check in CHECKS.items() if about & set(check.columns)} <= set(names(scoped=True))


@pytest.mark.parametrize("name", names())
def test_a_check_is_described_in_words_that_can_be_translated(name: str) -> None:
    check = CHECKS[name]
    texts = [check.title, check.description, *check.columns.values(), *(each.label for each in check.parameters)]
    assert all(isinstance(text, Promise) and str(text) for text in texts)
    assert check.columns
    assert (check.unit == "count") or "value" in check.columns
    assert bool(check.sql) is (check.read is None)


def test_whoever_sees_all_territories_sees_what_belongs_to_none() -> None:
    unknown_event(territory=None)
    everywhere = grant(UserFactory.create(territories=Territory.values), "journal.view_incomingevent")
    two = grant(UserFactory.create(territories=["DE", "CH"]), "journal.view_incomingevent")
    assert [ask("incoming_parked", user).value for user in (superuser(), everywhere, two)] == [1, 1, 0]

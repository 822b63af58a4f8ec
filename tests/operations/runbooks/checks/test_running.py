"""How checks run: nothing is written, nobody waits for long, few rows come back, errors tell nothing of the inside."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from operations.runbooks.checks import reading
from operations.runbooks.checks.reading import MOST_COUNTED, MOST_ROWS
from operations.runbooks.checks.registry import CHECKS, Reading
from operations.runbooks.checks.running import CheckFailed, CheckUnknown
from operations.runbooks.checks.verdicts import Verdict, verdict_on
from tests.factories import LeadFactory, UserFactory
from tests.operations.runbooks.checks.asking import ask
from tests.operations.runbooks.checks.conftest import MakeCheck

LIMITS = ("transaction_read_only", "statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
RECORD = "SELECT integration.record_event('lead.noted', 'lead', 1, 'DE', '{}') AS value"


def setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        return str(cursor.fetchone()[0])


def write(**_: Any) -> Reading:
    UserFactory.create()
    return Reading(["value"], [(1,)])


def write_all_the_same(**_: Any) -> Reading:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL transaction_read_only = off")
    return write()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("inside", [False, True], ids=["by itself", "inside a transaction"])
@pytest.mark.parametrize(
    "fields", [{"statement": RECORD}, {"read": write}, {"read": write_all_the_same}], ids=["sql", "python", "unlocked"]
)
def test_a_check_that_writes_fails(make_check: MakeCheck, fields: dict[str, Any], inside: bool) -> None:
    check = make_check(**fields)
    before = UserFactory.create(is_superuser=True)
    if inside:
        with transaction.atomic(), pytest.raises(CheckFailed):
            ask(check.name)
    else:
        with pytest.raises(CheckFailed):
            ask(check.name)
    assert list(type(before).objects.filter(pk__gt=before.pk)) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("inside", [False, True], ids=["by itself", "inside a transaction"])
def test_its_limits_hold_while_it_runs_and_end_with_it(make_check: MakeCheck, inside: bool) -> None:
    check = make_check("SELECT " + ", ".join(f"current_setting('{name}') AS {name}" for name in LIMITS))

    def run() -> None:
        before = [setting(name) for name in LIMITS]
        assert ask(check.name).rows == [("on", "2s", "500ms", "10s")]
        assert [setting(name) for name in LIMITS] == before
        LeadFactory.create()

    if inside:
        with transaction.atomic():
            LeadFactory.create()
            run()
    else:
        run()


@pytest.mark.django_db
def test_it_is_stopped_when_it_takes_too_long(make_check: MakeCheck, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "STATEMENT_TIMEOUT", "50ms")
    check = make_check("SELECT pg_sleep(30)::text AS value")
    with pytest.raises(CheckFailed, match="longer than two seconds") as failed:
        ask(check.name)
    assert (failed.value.status, failed.value.code) == (503, "check_failed")
    assert setting("statement_timeout") == "0"  # and the request goes on


@pytest.mark.django_db(transaction=True)
def test_it_does_not_wait_for_locks(owner_db: psycopg.Connection) -> None:
    with owner_db.transaction():
        owner_db.execute("LOCK TABLE lead_protections IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(CheckFailed, match="locked"):
            ask("expiring_soon")
    assert ask("expiring_soon").rows == []


@pytest.mark.django_db
def test_errors_tell_nothing_of_the_inside(make_check: MakeCheck) -> None:
    check = make_check("SELECT secret FROM vault")
    with pytest.raises(CheckFailed) as failed:
        ask(check.name)
    assert str(failed.value) == "The database did not answer the check. Try again in a moment."
    assert failed.value.params == {}


@pytest.mark.django_db
@pytest.mark.parametrize("at_most", [0, 4000])
@pytest.mark.parametrize(("found", "truncated"), [(MOST_ROWS, False), (MOST_ROWS + 1, True), (5000, True)])
def test_many_rows_are_cut_off_and_all_are_counted(
    make_check: MakeCheck, found: int, truncated: bool, at_most: int
) -> None:
    result = ask(make_check(f"SELECT generate_series(1, {found}) AS number", at_most=at_most).name)
    assert (len(result.rows), result.truncated, result.value) == (MOST_ROWS, truncated, found)
    assert result.verdict is (Verdict.UNEXPECTED if found > at_most else Verdict.AS_EXPECTED)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        f"SELECT generate_series(1, {MOST_COUNTED + 2}) AS number",
        "SELECT n AS number FROM generate_series(1, 250) n WHERE n <= 210 OR pg_sleep(30) IS NOT NULL",
    ],
    ids=["many", "slow"],
)
def test_of_more_than_can_be_counted_no_number_is_told(
    make_check: MakeCheck, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "STATEMENT_TIMEOUT", "500ms")
    result = ask(make_check(statement, at_most=0).name)
    assert (len(result.rows), result.truncated, result.value) == (MOST_ROWS, True, None)
    assert result.verdict is Verdict.UNEXPECTED
    assert setting("statement_timeout") == "0"


@pytest.mark.django_db
def test_what_nobody_reads_is_not_worked_out(make_check: MakeCheck) -> None:
    assert ask(make_check("SELECT generate_series(1, 1000000000) AS number").name).truncated


@pytest.mark.django_db
def test_a_check_that_nobody_knows() -> None:
    with pytest.raises(CheckUnknown) as unknown:
        ask("coffee")
    assert unknown.value.status == 404


@pytest.mark.django_db
def test_how_old_it_is_what_was_read(make_check: MakeCheck) -> None:
    assert ask(make_check("SELECT 0 AS value").name).age == timedelta(0)
    old = make_check("SELECT 0 AS value, clock_timestamp() - interval '3 hours' AS as_of")
    assert timedelta(0) < timedelta(hours=3) - ask(old.name).age < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("bounds", "value", "verdict"),
    [
        ({}, 5, Verdict.INFORMATION),
        ({}, None, Verdict.INFORMATION),
        ({"at_most": 5}, 5, Verdict.AS_EXPECTED),
        ({"at_most": 5}, 5.01, Verdict.UNEXPECTED),
        ({"at_most": 5}, None, Verdict.UNKNOWN),
        ({"at_least": 2}, 2, Verdict.AS_EXPECTED),
        ({"at_least": 2}, 1, Verdict.UNEXPECTED),
        ({"at_least": 2, "at_most": 5}, 6, Verdict.UNEXPECTED),
    ],
)
def test_verdicts(bounds: dict[str, float], value: float | None, verdict: Verdict) -> None:
    check = replace(CHECKS["database_size"], **bounds)  # type: ignore[arg-type]
    assert verdict_on(check, value, timedelta(0)) is verdict


def test_what_was_right_long_ago_is_not_as_expected() -> None:
    check = replace(CHECKS["database_size"], at_most=5, fresh_within=timedelta(hours=26))
    assert verdict_on(check, 0, timedelta(hours=26)) is Verdict.AS_EXPECTED
    assert verdict_on(check, 0, timedelta(hours=27)) is Verdict.UNEXPECTED
    assert verdict_on(check, None, timedelta(0)) is Verdict.UNKNOWN

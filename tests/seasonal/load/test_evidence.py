"""What a load test sends follows from the season model; what it came to is kept, and never changed."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from seasonal.errors import SeasonRefused
from seasonal.models import LoadTest, Season
from seasonal.services.load_tests import record_load_test, season_to_test

pytestmark = pytest.mark.django_db


def evidence(**changes: Any) -> dict[str, Any]:
    season = Season.objects.get(kind="oktoberfest", starts_on__year=2027)
    return {
        "at": datetime.now(UTC).isoformat(),
        "version": "1c7d9b",
        "machine": "2 cores",
        "season": season.pk,
        "plan": None,
        "scale": 4.0,
        "rate": 24.0,
        "carries": 37.5,
        "failures": [],
        **changes,
    }


def test_the_coming_season_of_a_kind_is_tested() -> None:
    assert season_to_test("oktoberfest", date(2026, 12, 1)).starts_on.year == 2027
    assert season_to_test("christmas", date(2026, 12, 1)).starts_on.year == 2026


def test_a_kind_that_nobody_planned_is_refused_with_those_that_are() -> None:
    with pytest.raises(SeasonRefused, match="oktoberfest"):
        season_to_test("carnival", date(2026, 12, 1))


def test_the_profile_has_the_factor_every_region_and_every_goal() -> None:
    out = StringIO()
    call_command("load_profile", "oktoberfest", stdout=out)
    found = json.loads(out.getvalue())
    assert found["scale"] == 4.0
    assert {part["region"] for part in found["parts"]} == {
        "bavaria", "baden-wuerttemberg", "rest-of-germany", "switzerland", "austria"
    }  # fmt: skip
    assert {(goal["territory"], goal["workload"]): goal["p95"] for goal in found["goals_ms"]} == {
        ("DE", "queries"): 300, ("CH", "queries"): 350, ("AT", "queries"): 400,
        ("DE", "commands"): 350, ("CH", "commands"): 350, ("AT", "commands"): 400,
    }  # fmt: skip


def test_a_result_is_kept_with_version_and_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(json.dumps(evidence())))
    call_command("record_load_test", stdout=StringIO())
    kept = LoadTest.objects.get()
    assert (kept.passed, kept.version, kept.machine) == (True, "1c7d9b", "2 cores")
    assert [kept.scale, kept.carries] == [4, Decimal("37.5")]


def test_a_test_with_failures_has_not_passed() -> None:
    assert not record_load_test(evidence=evidence(failures=["1 x leads: 500"])).passed


@pytest.mark.parametrize(
    "changes",
    [
        {"at": "yesterday"},
        {"at": (datetime.now(UTC) + timedelta(days=1)).isoformat()},
        {"version": ""},
        {"machine": None},
        {"failures": "none"},
        {"season": 0},
        {"scale": 0},
        {"rate": "much"},
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(SeasonRefused):
        record_load_test(evidence=evidence(**changes))
    assert not LoadTest.objects.exists()


def test_what_is_no_json_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("not json"))
    with pytest.raises(CommandError, match="JSON"):
        call_command("record_load_test", stdout=StringIO())


def test_the_database_refuses_to_change_one() -> None:
    kept = record_load_test(evidence=evidence())
    with pytest.raises(IntegrityError), transaction.atomic():
        LoadTest.objects.filter(pk=kept.pk).update(passed=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.delete()

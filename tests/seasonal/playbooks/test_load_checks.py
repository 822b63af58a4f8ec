"""A season's load is proven by a test at its factor, that passed, on the version that runs."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from core.version import version
from seasonal.models import LoadTest, Season
from seasonal.playbooks.checks import ask

pytestmark = pytest.mark.django_db
AT = datetime(2027, 8, 30, 8, tzinfo=UTC)


def proof(of: Season, **changes: Any) -> None:
    ran_at = datetime(2027, 8, 25, 8, tzinfo=UTC)
    values = {"season": of, "scale": Decimal(4), "rate": 24, "passed": True, "version": version(), "ran_at": ran_at,
              "evidence": {"seconds": 120}}  # fmt: skip
    LoadTest.objects.create(machine="2 cores", **{**values, **changes})


def passed(season: Season, code: str = "load_test_passed") -> bool | None:
    return ask(code, season, AT).met


def test_without_one_nothing_is_proven(oktoberfest: Season) -> None:
    assert passed(oktoberfest) is False


@pytest.mark.parametrize(("factor", "said"), [("4.00", "4-Fachen"), ("2.50", "2,64-Fachen")])
def test_the_factor_that_is_missing_is_said_as_people_write_it(oktoberfest: Season, factor: str, said: str) -> None:
    """2.64 is what the uplifts of the regions come to, where the overall factor is below them."""
    Season.objects.filter(pk=oktoberfest.pk).update(overall_factor=Decimal(factor))
    assert said in ask("load_test_passed", oktoberfest, AT).told()["de"]


def test_one_at_the_factor_of_the_season_proves_it(oktoberfest: Season) -> None:
    proof(oktoberfest)
    assert passed(oktoberfest) is True


@pytest.mark.parametrize(
    "changes",
    [
        {"scale": Decimal("3.9")},
        {"passed": False},
        {"evidence": {"seconds": 119}},
        {"version": "another"},
        {"season": None},
        {"ran_at": datetime(2027, 8, 31, tzinfo=UTC)},
    ],
)
def test_what_proves_nothing(oktoberfest: Season, changes: dict[str, Any]) -> None:
    proof(oktoberfest, **changes)
    assert passed(oktoberfest) is False


def test_a_later_one_that_failed_takes_it_back(oktoberfest: Season) -> None:
    proof(oktoberfest)
    proof(oktoberfest, passed=False, ran_at=datetime(2027, 8, 26, tzinfo=UTC))
    assert passed(oktoberfest) is False


def test_the_final_one_is_run_in_the_last_14_days(oktoberfest: Season) -> None:
    proof(oktoberfest, ran_at=datetime(2027, 8, 17, tzinfo=UTC))
    assert passed(oktoberfest, "final_load_test_passed") is False
    proof(oktoberfest)
    assert passed(oktoberfest, "final_load_test_passed") is True

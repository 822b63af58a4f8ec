"""What the rota and monitoring can tell of a season's milestones."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.dbclock import database_now
from operations.monitoring.rendering import Plan, render
from operations.monitoring.season_checks import alerts_rendered
from operations.runbooks.responsibilities import Responsibility
from seasonal.models import MilestoneTemplate, Season
from seasonal.playbooks.checks import ask, checks
from tests.operations.incidents.scenes import on_call

pytestmark = pytest.mark.django_db
BEGIN = datetime(2027, 8, 31, 22, tzinfo=UTC)  # midnight in Berlin
WEEK = 7 * 24


@pytest.fixture
def oktoberfest() -> Season:
    return Season.objects.get(kind="oktoberfest", starts_on__year=2027)


def filled(season: Season) -> bool | None:
    return ask("rota_filled", season, database_now()).met


def test_the_first_week_of_what_wakes_people_has_no_gap(oktoberfest: Season) -> None:
    assert filled(oktoberfest) is False
    on_call(Responsibility.ENGINEERING_ON_CALL, starts_at=BEGIN - timedelta(hours=5), hours=WEEK + 5)
    assert filled(oktoberfest) is False
    on_call(starts_at=BEGIN, hours=24)
    on_call(starts_at=BEGIN + timedelta(hours=24), hours=WEEK - 24)
    assert filled(oktoberfest) is True


@pytest.mark.parametrize(("starts", "hours", "gap"), [(1, WEEK, "2027-09-01 00:00"), (0, WEEK - 1, "2027-09-07 23:00")])
def test_an_hour_is_a_gap(oktoberfest: Season, starts: int, hours: int, gap: str) -> None:
    on_call(Responsibility.ENGINEERING_ON_CALL, starts_at=BEGIN, hours=WEEK)
    on_call(starts_at=BEGIN + timedelta(hours=starts), hours=hours)
    found = ask("rota_filled", oktoberfest, database_now())
    assert found.met is False
    assert gap in str(found.detail)


def test_rules_that_are_stale_are_named(oktoberfest: Season, tmp_path: Path) -> None:
    for path, text in render(Plan()).items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    assert alerts_rendered(oktoberfest, database_now(), deploy=tmp_path).met is True
    rules = sorted((tmp_path / "prometheus/rules").iterdir())[0]
    rules.write_text("groups: []", "utf-8")
    found = alerts_rendered(oktoberfest, database_now(), deploy=tmp_path)
    assert found.met is False
    assert rules.name in str(found.detail)


def test_where_the_rules_are_not_on_this_machine_nobody_can_tell(oktoberfest: Season, tmp_path: Path) -> None:
    assert alerts_rendered(oktoberfest, database_now(), deploy=tmp_path / "none").met is None


def test_both_are_asked_by_milestones() -> None:
    asked = set(MilestoneTemplate.objects.exclude(check_code="").values_list("check_code", flat=True))
    assert {"rota_filled", "alerts_rendered"} <= asked & {each.code for each in checks()}

"""What the system can tell by itself it ticks, with the evidence; what people have said stays."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils.translation import gettext_lazy as _

from core.dbclock import database_now
from core.models import User
from core.walltime import berlin_wall
from seasonal.models import Baseline, DrillRecord, FreezeWindow, Milestone, MilestoneState, MilestoneTemplate, Season
from seasonal.playbooks import checks
from seasonal.playbooks.checks import Verdict, ask, met, register, unknown, unmet
from seasonal.services.capacity import gather_inputs, save_plan
from seasonal.services.checking import check_milestones
from seasonal.services.playbooks import finish_milestone, skip_milestone

pytestmark = pytest.mark.django_db
ALL = ["DE", "CH", "AT"]


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checks that a test registers are gone after it."""
    monkeypatch.setattr(checks, "_CHECKS", dict(checks._CHECKS))


def said(code: str, season: Season, at: datetime | None = None) -> bool | None:
    return ask(code, season, at or database_now()).met


def milestone(season: Season, code: str = "war-room", check: str = "trial") -> Milestone:
    Milestone.objects.filter(season=season).exclude(code=code).update(check_code="")
    Milestone.objects.filter(season=season, code=code).update(check_code=check)
    return season.milestones.get(code=code)


def answer(verdict: Verdict) -> None:
    """What the check of the trial says from now on."""
    checks._CHECKS.pop("trial", None)
    register("trial", lambda _season, _at: verdict, label="trial")


def test_what_is_met_is_ticked_with_its_evidence(oktoberfest: Season) -> None:
    one = milestone(oktoberfest)
    answer(met(_("Saved")))
    assert check_milestones().ticked == 1
    one.refresh_from_db()
    assert (one.state, one.done_by, one.check_met) == (MilestoneState.DONE, None, True)
    assert one.check_detail_en == "Saved"


def test_what_is_not_met_stays_open_and_says_why(oktoberfest: Season) -> None:
    one = milestone(oktoberfest)
    answer(unmet("Too early"))
    done = check_milestones(season=oktoberfest)
    assert (done.ticked, done.unmet) == (0, 1)
    one.refresh_from_db()
    assert (one.state, one.check_met, one.check_detail) == (MilestoneState.OPEN, False, "Too early")
    assert one.checked_at is not None


def test_a_plan_that_grew_old_opens_its_milestone_again_before_the_season(oktoberfest: Season) -> None:
    one = milestone(oktoberfest)
    answer(met("fine"))
    check_milestones()
    answer(unknown("no idea"))
    assert check_milestones().reopened == 0
    answer(unmet("gone"))
    assert check_milestones().reopened == 1
    one.refresh_from_db()
    assert (one.state, one.done_at) == (MilestoneState.OPEN, None)


def test_once_the_season_has_begun_nothing_is_opened_again(oktoberfest: Season) -> None:
    one = milestone(oktoberfest)
    answer(met("fine"))
    check_milestones()
    today = berlin_wall(database_now()).date()
    Season.objects.filter(pk=oktoberfest.pk).update(starts_on=today, ends_on=today)
    answer(unmet("gone"))
    assert check_milestones().reopened == 0
    one.refresh_from_db()
    assert one.state == MilestoneState.DONE


@pytest.mark.parametrize("settled", ["done", "skipped"])
def test_what_a_person_has_said_stays(oktoberfest: Season, actor: User, settled: str) -> None:
    one = milestone(oktoberfest)
    if settled == "done":
        finish_milestone(milestone=one, actor=actor)
    else:
        skip_milestone(milestone=one, actor=actor, note="not needed")
    answer(unmet("gone") if settled == "done" else met("fine"))
    check_milestones()
    one.refresh_from_db()
    assert (one.state, one.done_by, one.check_met) == (settled.upper(), actor, None)


def test_a_check_that_fails_keeps_no_other_from_being_asked(oktoberfest: Season) -> None:
    def broken(_season: Season, _at: datetime) -> Verdict:
        raise ZeroDivisionError

    register("broken", broken, label="broken")
    first, second = milestone(oktoberfest, "forecast", "broken"), oktoberfest.milestones.get(code="war-room")
    Milestone.objects.filter(pk=second.pk).update(check_code="trial")
    answer(met("fine"))
    done = check_milestones()
    assert (done.ticked, done.unknown) == (1, 1)
    first.refresh_from_db()
    assert (first.state, first.check_met) == (MilestoneState.OPEN, None)


def test_a_check_that_nobody_knows_says_so(oktoberfest: Season) -> None:
    assert said("nonsense", oktoberfest) is None


def test_two_checks_have_two_names() -> None:
    answer(met("fine"))
    with pytest.raises(ValueError, match="trial"):
        register("trial", lambda _season, _at: met("other"), label="other")


def test_baselines_are_measured_and_not_supposed(oktoberfest: Season) -> None:
    at = datetime(2027, 8, 1, tzinfo=UTC)
    assert said("baselines_measured", oktoberfest, at) is False
    Baseline.objects.update(measured_on=date(2027, 7, 1), source="PROMETHEUS")
    assert said("baselines_measured", oktoberfest, at) is True
    Baseline.objects.filter(territory="CH").update(measured_on=date(2027, 5, 1))
    assert said("baselines_measured", oktoberfest, at) is False


def test_a_plan_is_as_new_as_the_baselines(oktoberfest: Season, actor: User) -> None:
    assert said("plan_computed", oktoberfest) is False
    inputs = gather_inputs(season=oktoberfest, territories=ALL, day=oktoberfest.starts_on)
    save_plan(actor=actor, season=oktoberfest, name="First", inputs=inputs)
    assert said("plan_computed", oktoberfest) is True
    tomorrow = database_now() + timedelta(days=1)
    Baseline.objects.filter(territory="CH").update(measured_on=berlin_wall(tomorrow).date())
    assert said("plan_computed", oktoberfest) is True  # it is not measured yet
    assert said("plan_computed", oktoberfest, tomorrow) is False


def test_a_freeze_covers_the_whole_season(oktoberfest: Season) -> None:
    assert said("freeze_planned", oktoberfest) is True
    FreezeWindow.objects.update(ends_at=datetime(2027, 10, 14, tzinfo=UTC))
    assert said("freeze_planned", oktoberfest) is False


@pytest.mark.parametrize(
    ("drill", "check", "verdict"),
    [
        ({"kind": "RESTORE", "on": date(2027, 6, 3)}, "drill_fresh", True),
        ({"kind": "RESTORE", "on": date(2027, 6, 2)}, "drill_fresh", False),  # 91 days before
        ({"kind": "RESTORE", "on": date(2027, 8, 1), "worked": False}, "drill_fresh", False),
        ({"kind": "WARM_UP", "on": date(2027, 8, 1)}, "drill_fresh", False),
        ({"kind": "WARM_UP", "on": date(2027, 8, 31)}, "warmed_up", True),
        ({"kind": "WARM_UP", "on": date(2027, 8, 1)}, "warmed_up", False),
    ],
)
def test_drills_are_fresh(oktoberfest: Season, actor: User, drill: dict[str, Any], check: str, verdict: bool) -> None:
    DrillRecord.objects.create(evidence="log", recorded_by=actor, **drill)
    assert said(check, oktoberfest, datetime(2027, 9, 1, tzinfo=UTC)) is verdict


def test_a_drill_of_the_future_proves_nothing(oktoberfest: Season, actor: User) -> None:
    DrillRecord.objects.create(kind="RESTORE", on=date(2027, 8, 11), evidence="log", recorded_by=actor)
    assert said("drill_fresh", oktoberfest, datetime(2027, 8, 10, tzinfo=UTC)) is False


def test_every_check_of_a_template_is_one_that_somebody_answers_for() -> None:
    asked = set(MilestoneTemplate.objects.exclude(check_code="").values_list("check_code", flat=True))
    assert asked - {each.code for each in checks.checks()} == set()

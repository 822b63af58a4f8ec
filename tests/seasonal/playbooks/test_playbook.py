"""A season's playbook: made when it opens, moved with its days, worked by people."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from core.models import User
from core.walltime import berlin_wall
from seasonal.errors import SeasonConflict, SeasonRefused
from seasonal.models import Milestone, MilestoneState, MilestoneTemplate, Season
from seasonal.services.playbooks import (
    finish_milestone,
    follow_season_days,
    instantiate_playbook,
    plan_milestone,
    reopen_milestone,
    skip_milestone,
)
from seasonal.services.seasons import plan_season

pytestmark = pytest.mark.django_db


def due(season: Season) -> dict[str, date]:
    return dict(season.milestones.values_list("code", "due_on"))


def test_opening_a_season_makes_its_playbook(oktoberfest: Season) -> None:
    assert due(oktoberfest) == {
        "forecast": date(2027, 7, 21),
        "capacity-plan": date(2027, 8, 2),
        "load-test": date(2027, 8, 2),
        "restore-drill": date(2027, 8, 11),
        "provisioning": date(2027, 8, 18),
        "freeze": date(2027, 8, 18),
        "alerts": date(2027, 8, 18),
        "final-load-test": date(2027, 8, 25),
        "stand-by": date(2027, 8, 25),
        "warm-up": date(2027, 8, 31),
        "war-room": date(2027, 9, 1),
        "scale-down": date(2027, 10, 18),
        "report": date(2027, 10, 29),
    }
    (freeze,) = oktoberfest.freezes.all()
    assert (berlin_wall(freeze.starts_at).isoformat(), berlin_wall(freeze.ends_at).isoformat()) == (
        "2027-08-18T00:00:00",
        "2027-10-19T00:00:00",
    )


def test_making_it_again_makes_nothing(oktoberfest: Season) -> None:
    assert instantiate_playbook(season=oktoberfest) == 0
    assert oktoberfest.freezes.count() == 1


def test_a_template_of_the_kind_takes_the_place_of_the_general_one() -> None:
    forecast = MilestoneTemplate.objects.get(code="forecast")
    MilestoneTemplate.objects.create(
        kind="christmas", code="forecast", offset=-56, owner="MANAGEMENT", title_de="Früher", title_en="Sooner"
    )
    MilestoneTemplate.objects.create(
        kind="christmas", code="war-room", offset=0, owner="MANAGEMENT", title_de="-", title_en="-", is_active=False
    )
    christmas = Season.objects.get(kind="christmas", starts_on__year=2027)
    instantiate_playbook(season=christmas)
    found = christmas.milestones.get(code="forecast")
    assert (found.offset, found.title_en) == (-56, "Sooner")
    assert not christmas.milestones.filter(code="war-room").exists()
    assert forecast.offset == -42


def test_a_template_that_changes_later_changes_no_playbook(oktoberfest: Season) -> None:
    MilestoneTemplate.objects.filter(code="forecast").update(title_de="Anders", offset=-10)
    instantiate_playbook(season=oktoberfest)
    found = oktoberfest.milestones.get(code="forecast")
    assert (found.title_de, found.due_on) == ("Prognose", date(2027, 7, 21))


def test_a_season_that_is_over_gets_none() -> None:
    with pytest.raises(SeasonRefused):
        instantiate_playbook(season=Season.objects.get(kind="oktoberfest", starts_on__year=2024))


def test_the_playbook_moves_with_the_season(oktoberfest: Season, actor: User) -> None:
    done, moved = (oktoberfest.milestones.get(code=code) for code in ("forecast", "warm-up"))
    finish_milestone(milestone=done, actor=actor)
    plan_milestone(milestone=moved, actor=actor, due_on=date(2027, 8, 27), owner=moved.owner, owner_user=actor)
    oktoberfest.starts_on = date(2027, 9, 8)
    plan_season(season=oktoberfest, actor=actor)
    found = due(oktoberfest)
    assert found["war-room"] == date(2027, 9, 8)
    assert found["forecast"] == date(2027, 7, 21)  # done
    assert found["warm-up"] == date(2027, 8, 27)  # somebody has set its day
    assert berlin_wall(oktoberfest.freezes.get().starts_at).date() == date(2027, 8, 25)


def test_a_season_without_a_playbook_is_changed_without_one(actor: User) -> None:
    planned = Season.objects.get(kind="christmas", starts_on__year=2027)
    follow_season_days(season=planned)
    assert not planned.milestones.exists()


def test_what_is_done_is_kept_with_who_and_when(oktoberfest: Season, actor: User) -> None:
    one = oktoberfest.milestones.get(code="war-room")
    finish_milestone(milestone=one, actor=actor, note=" opened ")
    one.refresh_from_db()
    assert (one.state, one.done_by, one.note) == (MilestoneState.DONE, actor, "opened")
    assert one.done_at is not None
    assert one.history.latest("pgh_id").pgh_context["user"] == actor.pk  # type: ignore[attr-defined]


def test_a_milestone_is_settled_once(oktoberfest: Season, actor: User) -> None:
    one = oktoberfest.milestones.get(code="war-room")
    finish_milestone(milestone=one, actor=actor)
    with pytest.raises(SeasonConflict):
        skip_milestone(milestone=one, actor=actor, note="late")
    reopen_milestone(milestone=one, actor=actor)
    skip_milestone(milestone=one, actor=actor, note="not this year")
    one.refresh_from_db()
    assert one.state == MilestoneState.SKIPPED


def test_nothing_is_left_out_without_a_reason(oktoberfest: Season, actor: User) -> None:
    with pytest.raises(SeasonRefused) as refused:
        skip_milestone(milestone=oktoberfest.milestones.get(code="war-room"), actor=actor, note="  ")
    assert refused.value.field == "note"


@pytest.mark.parametrize(
    "values",
    [{"state": "DONE"}, {"state": "SKIPPED", "note": "why"}, {"state": "LOST"}, {"owner": "NOBODY"}],
)
def test_the_database_knows_what_cannot_be(oktoberfest: Season, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Milestone.objects.filter(season=oktoberfest, code="war-room").update(**values)


def test_what_is_late(oktoberfest: Season, actor: User) -> None:
    day = date(2027, 8, 3)
    late = Milestone.objects.filter(season=oktoberfest).late_on(day)
    assert {each.code for each in late} == {"forecast", "capacity-plan", "load-test"}
    finish_milestone(milestone=late.get(code="load-test"), actor=actor)
    assert {each.code for each in late.all()} == {"forecast", "capacity-plan"}
    assert not Milestone.objects.filter(season=oktoberfest).late_on(date(2027, 7, 21)).exists()  # due today

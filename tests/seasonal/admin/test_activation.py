"""A season is switched on and off in the browser: shown first, with a reason, told on every page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import User
from core.walltime import berlin_wall
from seasonal.models import OperatingProfile, Season, SeasonActivation, SeasonState
from seasonal.services.activation import activate_season
from seasonal.services.seasons import open_season
from tests.factories import UserFactory
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk
from tests.seasonal.operating.conftest import live_mode

__all__ = ["live_mode"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("live_mode")]


@pytest.fixture
def fair() -> Season:
    """A season of this week, open, whose profile switches everything."""
    today = berlin_wall(timezone.now()).date()
    OperatingProfile.objects.create(
        kind="fair", service_rates="2.5", catering_first=True, switched_off=["lead_export", "kpi_series"]
    )
    made = Season.objects.create(
        kind="fair", name="Fair", starts_on=today - timedelta(days=2), ends_on=today + timedelta(days=4)
    )
    open_season(season=made, actor=UserFactory.create(role="lead"))
    return made


def page_of(season: Season, part: str = "change") -> str:
    return f"/admin/seasonal/season/{season.pk}/{part}/"


def switched_on(season: Season, actor: User) -> None:
    activate_season(season=season, actor=actor, reason="The plan follows")


def test_before_anything_changes_it_is_shown(planner: Desk, fair: Season) -> None:
    shown = planner.get(page_of(fair, "activate"))
    assert shown.comparison == {
        "Rate limits of service accounts": ("as usual", "2.5 × the usual"),
        "Catering requests and their events": ("with everything else", "first, with a limit of its own"),
        "Exports of leads": ("on", "switched off"),
        "KPIs over time, measured anew": ("on", "switched off"),
        "Sending events again": ("on", "unchanged"),
    }
    missing = {tuple(row) for row in shown.table("readiness")}
    assert (
        "missing There is no capacity plan.",
        "Compute one in the capacity calculator and save it.",
    ) in missing
    assert not SeasonActivation.objects.exists()


def test_it_is_activated_with_a_reason(planner: Desk, fair: Season) -> None:
    refused = planner.post(page_of(fair, "activate"), {"confirm": "1"})
    assert refused.status == 422
    assert refused.errors["reason"] == ["It is not ready. Say why it is activated all the same."]

    done = planner.post(page_of(fair, "activate"), {"confirm": "1", "reason": "The plan follows"}, follow=True)

    assert done.messages == [f"“{fair}” is active."]
    fair.refresh_from_db()
    assert fair.state == SeasonState.ACTIVE
    (row,) = done.table("activations")
    assert "The plan follows" in row[0]
    assert "Rate limits of service accounts: 2.5 × the usual" in row[1]


def test_every_page_says_which_season_it_is_and_what_rests(planner: Desk, fair: Season) -> None:
    assert "Urgent" not in planner.get("/admin/leads/lead/").text
    switched_on(fair, planner.user)
    shown = planner.get("/admin/leads/lead/").text
    assert f"Season {fair} until the end of" in shown
    assert "switched off: KPIs over time, measured anew, exports of leads" in shown


def test_who_sees_no_seasons_is_not_told(desk: NewDesk, fair: Season, planner: Desk) -> None:
    switched_on(fair, planner.user)
    assert str(fair) not in desk(None).get("/admin/").text


def test_a_rollback_has_a_reason_and_is_told(planner: Desk, fair: Season) -> None:
    switched_on(fair, planner.user)
    rollback = page_of(fair, "rollback")
    assert planner.get(rollback).comparison["Exports of leads"] == ("switched off", "on")
    assert planner.post(rollback, {"confirm": "1"}).errors["reason"] == ["Say why it is rolled back."]

    done = planner.post(rollback, {"confirm": "1", "reason": "Exports are needed"}, follow=True)

    (row,) = done.table("activations")
    assert "Exports are needed" in row[2]
    assert f"Season {fair}" not in done.text
    assert page_of(fair, "activate") in done.links


def test_nothing_is_rolled_back_twice(planner: Desk, fair: Season) -> None:
    shown = planner.post(page_of(fair, "rollback"), {"confirm": "1", "reason": "Again"}, follow=True)
    assert len(shown.messages) == 1
    assert not SeasonActivation.objects.exists()


def test_a_profile_changes_in_the_middle_of_a_season_once_it_is_taken_over(planner: Desk, fair: Season) -> None:
    switched_on(fair, planner.user)
    profile = OperatingProfile.objects.get(kind="fair")
    sent = {"kind": "oktoberfest", "service_rates": "3", "catering_first": "on", "switched_off": ["event_replay"]}
    assert planner.post(f"/admin/seasonal/operatingprofile/{profile.pk}/change/", sent).errors == {
        "kind": ["There is one for this kind already. Change that one."]
    }
    planner.post(f"/admin/seasonal/operatingprofile/{profile.pk}/change/", sent | {"kind": "fair"})
    taken = planner.get(page_of(fair, "profile"))
    assert taken.comparison["Rate limits of service accounts"] == ("2.5 × the usual", "3 × the usual")

    planner.post(page_of(fair, "profile"), {"confirm": "1", "reason": "More is sent"})

    assert planner.get(page_of(fair, "profile")).comparison["Rate limits of service accounts"][1] == "unchanged"

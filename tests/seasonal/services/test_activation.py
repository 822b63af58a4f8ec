"""A season is switched on and off: once, with who and why, and everything follows."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from core.models import User
from core.operating import Feature
from journal.models import Event
from seasonal.errors import SeasonConflict, SeasonRefused
from seasonal.models import OperatingProfile, Season, SeasonActivation
from seasonal.operating import effective_mode
from seasonal.services.activation import activate_season, end_season, renew_profile, roll_back_activation
from seasonal.services.seasons import open_season
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
DAY = datetime(2027, 12, 1, 9, tzinfo=UTC)
WHY = "The plan follows on Monday"


@pytest.fixture
def actor() -> User:
    made: User = UserFactory.create(role="lead")
    return made


def opened(actor: User, kind: str = "christmas") -> Season:
    season = Season.objects.get(kind=kind, starts_on__year=2027)
    open_season(season=season, actor=actor)
    return season


def active(actor: User, kind: str = "christmas", at: datetime = DAY) -> Season:
    season = opened(actor, kind)
    activate_season(season=season, actor=actor, reason=WHY, at=at)
    return season


def told() -> list[tuple[str, str, str]]:
    events = Event.objects.filter(aggregate_type="season").order_by("id")
    return [(each.event_type, each.payload["current_state"], each.payload["reason"]) for each in events]


def test_an_activation_keeps_who_why_how_ready_and_with_what(actor: User) -> None:
    season = active(actor)
    found = SeasonActivation.objects.get(season=season)
    assert (found.activated_at, found.activated_by, found.reason, found.is_live) == (DAY, actor, WHY, True)
    assert "plan_missing" in [each["code"] for each in found.readiness]
    assert found.profile == {
        "kind": "christmas",
        "service_rates": "2.00",
        "catering_first": True,
        "switched_off": ["event_replay", "lead_export"],
    }
    assert found.history.get().pgh_context["user"] == actor.pk  # type: ignore[attr-defined]
    assert told() == [("season.activated", "ACTIVE", WHY)]


def test_a_person_says_why_where_it_is_not_ready(actor: User) -> None:
    season = opened(actor)
    with pytest.raises(SeasonRefused) as refused:
        activate_season(season=season, actor=actor, reason="  ", at=DAY)
    assert refused.value.field == "reason"
    assert effective_mode().periods == ()


def test_a_season_is_activated_once(actor: User) -> None:
    season = active(actor)
    with pytest.raises(SeasonConflict):
        activate_season(season=season, actor=actor, reason=WHY, at=DAY)
    assert SeasonActivation.objects.count() == 1


def test_the_database_has_one_live_activation_of_a_season(actor: User) -> None:
    season = active(actor)
    with pytest.raises(IntegrityError, match="season_activations_once"), transaction.atomic():
        SeasonActivation.objects.create(season=season, activated_at=DAY, profile={})


def test_one_that_was_called_active_before_there_was_a_switch_can_be_switched_on(actor: User) -> None:
    season = opened(actor)
    Season.objects.filter(pk=season.pk).update(state="ACTIVE")
    assert activate_season(season=season, actor=actor, reason=WHY, at=DAY).is_live


def test_a_rollback_leaves_nothing_behind_and_can_be_taken_back(actor: User, time_machine: Any) -> None:
    time_machine.move_to(DAY)
    season = active(actor)
    roll_back_activation(season=season, actor=actor, reason="Too early", at=DAY)
    season.refresh_from_db()
    assert (season.state, effective_mode().periods) == ("OPEN", ())
    found = SeasonActivation.objects.get()
    assert (found.rolled_back_by, found.rollback_reason, found.is_live) == (actor, "Too early", False)
    activate_season(season=season, actor=actor, reason=WHY, at=DAY)
    assert len(effective_mode().periods) == 1
    assert [each for each, _state, _why in told()] == ["season.activated", "season.rolled_back", "season.activated"]


def test_a_rollback_has_a_reason_and_something_to_roll_back(actor: User) -> None:
    season = active(actor)
    with pytest.raises(SeasonRefused):
        roll_back_activation(season=season, actor=actor, reason=" ")
    roll_back_activation(season=season, actor=actor, reason="Too early")
    with pytest.raises(SeasonConflict):
        roll_back_activation(season=season, actor=actor, reason="Again")


def test_the_end_ends_the_activation(actor: User) -> None:
    season = active(actor)
    end_season(season=season, actor=actor, at=DAY)
    found = SeasonActivation.objects.get()
    assert (season.state, found.ended_at, found.ended_by) == ("OVER", DAY, actor)
    assert told()[-1] == ("season.ended", "OVER", "")
    with pytest.raises(SeasonConflict):
        end_season(season=season, actor=actor)


def test_one_that_was_rolled_back_ends_once_it_has_run_out(actor: User) -> None:
    season = active(actor)
    roll_back_activation(season=season, actor=actor, reason="Not this year", at=DAY)
    with pytest.raises(SeasonConflict):
        end_season(season=season, actor=None, at=DAY)
    end_season(season=season, actor=None, at=datetime(2028, 1, 1, tzinfo=UTC))
    assert season.state == "OVER"


def test_seasons_at_the_same_time_ask_for_the_most_of_each(actor: User, time_machine: Any) -> None:
    time_machine.move_to(DAY)
    OperatingProfile.objects.create(kind="ski", service_rates="3", switched_off=["kpi_series", "lead_export"])
    active(actor)
    active(actor, "ski")
    mode = effective_mode()
    assert (mode.service_rates, mode.catering_first) == (3.0, True)
    until = {feature: period.until.date().isoformat() for feature, period in mode.switched_off.items()}
    assert until == {
        Feature.EVENT_REPLAY: "2027-12-31",
        Feature.LEAD_EXPORT: "2028-04-17",
        Feature.KPI_SERIES: "2028-04-17",
    }


def test_a_season_that_has_run_out_asks_for_nothing_though_nobody_has_ended_it(actor: User, time_machine: Any) -> None:
    active(actor)
    time_machine.move_to(datetime(2027, 12, 31, 22, 59, tzinfo=UTC))
    assert effective_mode().catering_first
    time_machine.move_to(datetime(2027, 12, 31, 23, 0, tzinfo=UTC))  # midnight in Berlin
    assert not effective_mode().catering_first


def test_the_mode_is_read_by_one_statement(actor: User, django_assert_num_queries: Any) -> None:
    active(actor)
    active(actor, "ski")
    with django_assert_num_queries(1):
        effective_mode()


def test_a_profile_that_changes_counts_once_a_person_says_so(actor: User, time_machine: Any) -> None:
    time_machine.move_to(DAY)
    season = active(actor)
    OperatingProfile.objects.filter(kind="christmas").update(service_rates="4")
    assert effective_mode().service_rates == 2.0
    renew_profile(season=season, actor=actor, reason="The CRM sends more than planned")
    assert effective_mode().service_rates == 4.0
    kept = SeasonActivation.objects.get().history.latest("pgh_id").pgh_context  # type: ignore[attr-defined]
    assert (kept["user"], kept["reason"]) == (actor.pk, "The CRM sends more than planned")
    with pytest.raises(SeasonRefused):
        renew_profile(season=season, actor=actor, reason="")


def test_targets_for_peaks_hold_while_it_is_on(actor: User) -> None:
    def kinds(day: date) -> list[str]:
        return list(Season.objects.on(day).values_list("kind", flat=True))

    first, before, day = date(2027, 11, 1), date(2027, 10, 30), DAY.date()
    assert kinds(first) == ["christmas"]  # by its dates, as long as nobody switches it
    season = active(actor, at=datetime(2027, 10, 30, 9, tzinfo=UTC))
    assert [kinds(each) for each in (before, first, day, date(2028, 1, 1))] == [["christmas"]] * 3 + [[]]
    roll_back_activation(season=season, actor=actor, reason="Too early", at=DAY)
    assert [kinds(each) for each in (first, day - timedelta(days=1), day)] == [["christmas"]] * 2 + [[]]

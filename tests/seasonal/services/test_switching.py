"""Seasons begin and end by themselves at midnight in Berlin, once; what a person rolled back stays."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import connections
from django.utils.translation import override

from core.models import User
from journal.models import Event
from seasonal.models import Season, SeasonActivation, SeasonState
from seasonal.services.activation import activate_season, roll_back_activation
from seasonal.services.seasons import open_season
from seasonal.services.switching import switch_seasons
from seasonal.services.unready import tell_of_unready_seasons
from tests.factories import UserFactory


def actor() -> User:
    made: User = UserFactory.create(role="lead", email="lead@example.org")
    return made


def opened(first: date, last: date) -> Season:
    """One of these days, open; no other season is."""
    Season.objects.exclude(state=SeasonState.OVER).update(state=SeasonState.PLANNED)
    season = Season.objects.create(kind="fair", name="Fair", starts_on=first, ends_on=last)
    open_season(season=season, actor=actor())
    return season


def state(season: Season) -> str:
    return Season.objects.get(pk=season.pk).state


# The last second of the day before and the first of the day, in UTC: winter, summer, and the nights of both changes.
MIDNIGHTS = [
    (date(2027, 11, 1), datetime(2027, 10, 31, 23, 0, tzinfo=UTC)),  # the clock went back the night before
    (date(2027, 10, 31), datetime(2027, 10, 30, 22, 0, tzinfo=UTC)),
    (date(2027, 3, 28), datetime(2027, 3, 27, 23, 0, tzinfo=UTC)),
    (date(2027, 3, 29), datetime(2027, 3, 28, 22, 0, tzinfo=UTC)),  # it went forward the night before
]


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "midnight"), MIDNIGHTS)
def test_a_season_begins_and_ends_at_midnight_in_berlin(day: date, midnight: datetime) -> None:
    season = opened(day, day)
    before = midnight.replace(hour=midnight.hour - 1, minute=59, second=59)
    assert switch_seasons(at=before) == {"activated": 0, "ended": 0, "missed": 0}
    assert switch_seasons(at=midnight) == {"activated": 1, "ended": 0, "missed": 0}
    assert (state(season), season.activations.get().activated_by) == ("ACTIVE", None)
    assert switch_seasons(at=midnight) == {"activated": 0, "ended": 0, "missed": 0}
    after = {MIDNIGHTS[0][1]: 23, MIDNIGHTS[1][1]: 23, MIDNIGHTS[2][1]: 22, MIDNIGHTS[3][1]: 22}[midnight]
    end = datetime(day.year, day.month, day.day, after, 0, tzinfo=UTC)
    assert switch_seasons(at=end.replace(hour=after - 1, minute=59)) == {"activated": 0, "ended": 0, "missed": 0}
    assert switch_seasons(at=end) == {"activated": 0, "ended": 1, "missed": 0}
    assert state(season) == "OVER"


DAY, NOON = date(2027, 11, 1), datetime(2027, 11, 1, 11, tzinfo=UTC)


@pytest.mark.django_db
def test_one_that_nobody_opened_stays_planned() -> None:
    season = opened(DAY, DAY)
    Season.objects.filter(pk=season.pk).update(state=SeasonState.PLANNED)
    assert switch_seasons(at=NOON) == {"activated": 0, "ended": 0, "missed": 0}


@pytest.mark.django_db
def test_one_whose_first_day_was_missed_begins_late() -> None:
    opened(date(2027, 10, 20), DAY)
    assert switch_seasons(at=NOON) == {"activated": 1, "ended": 0, "missed": 0}


@pytest.mark.django_db
def test_a_rollback_stays_until_a_person_takes_it_back() -> None:
    season, person = opened(DAY, DAY), actor()
    switch_seasons(at=NOON)
    roll_back_activation(season=season, actor=person, reason="Too early", at=NOON)
    assert switch_seasons(at=NOON) == {"activated": 0, "ended": 0, "missed": 0}
    activate_season(season=season, actor=person, reason="Now", at=NOON)
    assert state(season) == "ACTIVE"


@pytest.mark.django_db
def test_one_that_was_rolled_back_is_over_after_its_last_day() -> None:
    season = opened(DAY, DAY)
    switch_seasons(at=NOON)
    roll_back_activation(season=season, actor=actor(), reason="Not this year", at=NOON)
    assert switch_seasons(at=datetime(2027, 11, 2, 11, tzinfo=UTC)) == {"activated": 0, "ended": 1, "missed": 0}


@pytest.mark.django_db
def test_one_that_was_opened_but_never_activated_is_closed_as_missed() -> None:
    missed = opened(date(2027, 10, 30), date(2027, 10, 31))
    assert switch_seasons(at=NOON)["missed"] == 1
    missed.refresh_from_db()
    assert (missed.state, missed.is_missed) == ("OVER", True)
    assert switch_seasons(at=NOON)["missed"] == 0
    with override("en"):
        assert missed.state_label == "over: it was never activated"
    told = Event.objects.filter(event_type="season.missed").get()
    assert (told.payload["metadata"]["season_id"], told.payload["user_id"]) == (missed.pk, None)
    kept = missed.history.latest("pgh_id").pgh_context  # type: ignore[attr-defined]
    assert "never activated" in kept["reason"]


@pytest.mark.django_db
def test_what_was_not_ready_is_recorded_and_told_once() -> None:
    opened(DAY, DAY)
    switch_seasons(at=NOON)
    assert "plan_missing" in [each["code"] for each in SeasonActivation.objects.get().readiness]
    assert [tell_of_unready_seasons() for _ in range(2)] == [1, 0]
    (sent,) = mail.outbox
    assert sent.to == ["lead@example.org"]
    assert "There is no capacity plan." in str(sent.body)


@pytest.mark.django_db
def test_where_the_mail_fails_it_is_sent_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    opened(DAY, DAY)
    switch_seasons(at=NOON)
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", _down)
        with pytest.raises(OSError, match="down"):
            tell_of_unready_seasons()
    assert tell_of_unready_seasons() == 1


def _down(*_args: Any, **_options: Any) -> int:
    raise OSError("down")


@pytest.mark.django_db
def test_who_activates_by_hand_knows_it_already() -> None:
    season = opened(DAY, DAY)
    activate_season(season=season, actor=actor(), reason="Early", at=NOON)
    assert tell_of_unready_seasons() == 0


def at_once(works: list[Callable[[], Any]]) -> list[Any]:
    """What each gives or raises, all started at the same moment in threads of their own."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        try:
            barrier.wait(20)
            return work()
        except Exception as error:  # noqa: BLE001  # the outcome that is looked at
            return type(error).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.mark.django_db(transaction=True)
def test_two_workers_activate_once() -> None:
    opened(DAY, DAY)
    counts = at_once([lambda: switch_seasons(at=NOON)] * 4)
    assert sorted(each["activated"] for each in counts) == [0, 0, 0, 1]
    assert SeasonActivation.objects.count() == 1
    assert Event.objects.filter(event_type="season.activated").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_and_a_person_activate_once() -> None:
    season, person = opened(DAY, DAY), actor()

    def by_hand() -> str:
        activate_season(season=Season.objects.get(pk=season.pk), actor=person, reason="Now", at=NOON)
        return "activated"

    outcomes = at_once([by_hand, lambda: switch_seasons(at=NOON)["activated"], by_hand])
    assert sum(outcome in {"activated", 1} for outcome in outcomes) == 1
    assert SeasonActivation.objects.live().count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_rollback_and_the_end_at_once_leave_one_of_them() -> None:
    season, person = opened(DAY, DAY), actor()
    switch_seasons(at=NOON)
    later = datetime(2027, 11, 2, 11, tzinfo=UTC)

    def roll_back() -> str:
        roll_back_activation(season=Season.objects.get(pk=season.pk), actor=person, reason="No", at=later)
        return "rolled back"

    at_once([roll_back, lambda: switch_seasons(at=later)])
    found = SeasonActivation.objects.get()
    assert (found.rolled_back_at is None) != (found.ended_at is None)
    switch_seasons(at=later)
    assert state(season) == "OVER"

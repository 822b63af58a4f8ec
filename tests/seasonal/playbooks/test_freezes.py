"""When nothing is released, who is let through, and what a pipeline is told."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from core.dbclock import database_now
from core.models import User
from seasonal.errors import SeasonConflict, SeasonRefused
from seasonal.models import FreezeWindow, Season
from seasonal.querysets.freezes import freeze_at, who_may_except
from seasonal.services.freezes import (
    call_off_freeze,
    change_freeze,
    grant_exception,
    plan_freeze,
    withdraw_exception,
)
from seasonal.services.seasons import plan_season
from tests.api.client import Api, problem
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
BEGIN, END = datetime(2027, 8, 17, 22, tzinfo=UTC), datetime(2027, 10, 18, 22, tzinfo=UTC)
WITHIN, SECOND = datetime(2027, 9, 1, 8, tzinfo=UTC), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("at", "frozen"), [(BEGIN - SECOND, False), (BEGIN, True), (WITHIN, True), (END - SECOND, True), (END, False)]
)
def test_a_season_freezes_from_two_weeks_before_until_three_days_after(
    oktoberfest: Season, at: datetime, frozen: bool
) -> None:
    found = freeze_at(at)
    assert found.frozen is frozen
    assert found.until == (END if frozen else None)


@pytest.mark.parametrize(
    ("window", "asked", "frozen"),
    [
        ("ALL", "ALL", True),
        ("ALL", "DATABASE", True),
        ("DATABASE", "DATABASE", True),
        ("DATABASE", "MANIFESTS", False),
        ("DATABASE", "ALL", True),
    ],
)
def test_a_part_is_kept_back_by_its_own_freeze_and_that_of_everything(
    actor: User, window: str, asked: str, frozen: bool
) -> None:
    plan_freeze(actor=actor, starts_at=BEGIN, ends_at=END, scope=window, reason="Audit")
    assert freeze_at(WITHIN, asked).frozen is frozen


def test_freezes_that_follow_on_each_other_are_one_wait(actor: User) -> None:
    day = timedelta(days=1)
    for first, last in ((BEGIN, END), (END, END + day), (END + 2 * day, END + 3 * day)):
        plan_freeze(actor=actor, starts_at=first, ends_at=last, scope="ALL", reason="Audit")
    assert freeze_at(WITHIN).until == END + day


def now_frozen(actor: User) -> FreezeWindow:
    now = database_now()
    return plan_freeze(
        actor=actor, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=9), scope="ALL", reason="Audit"
    )


def test_an_exception_lets_through_until_it_ends(actor: User) -> None:
    window = now_frozen(actor)
    until = database_now() + timedelta(hours=2)
    made = grant_exception(window=window, actor=actor, reason="Security fix", until=until)
    assert (made.approved_by, freeze_at(database_now()).frozen) == (actor, False)
    assert freeze_at(until - SECOND).frozen is False
    assert freeze_at(until).frozen is True
    assert freeze_at(made.granted_at - SECOND).frozen is True


def test_an_exception_of_one_freeze_does_not_open_another(actor: User) -> None:
    first, second = now_frozen(actor), now_frozen(actor)
    grant_exception(window=first, actor=actor, reason="Fix", until=first.ends_at)
    assert [each.pk for each in freeze_at(database_now()).windows] == [second.pk]


def test_an_exception_that_is_withdrawn_lets_nothing_through(actor: User) -> None:
    window = now_frozen(actor)
    made = grant_exception(window=window, actor=actor, reason="Fix", until=window.ends_at)
    withdraw_exception(exception=made, actor=actor)
    assert freeze_at(database_now()).frozen
    with pytest.raises(SeasonConflict):
        withdraw_exception(exception=made, actor=actor)


@pytest.mark.parametrize("hours", [-1, 10])
def test_an_exception_ends_within_the_freeze(actor: User, hours: int) -> None:
    window = now_frozen(actor)
    with pytest.raises(SeasonRefused) as refused:
        grant_exception(window=window, actor=actor, reason="Fix", until=database_now() + timedelta(hours=hours))
    assert refused.value.field == "until"


def test_what_was_changed_by_hand_no_longer_moves(oktoberfest: Season, actor: User) -> None:
    window = oktoberfest.freezes.get()
    change_freeze(window=window, actor=actor, starts_at=BEGIN, ends_at=END + SECOND, scope="ALL", reason="Longer")
    oktoberfest.starts_on = oktoberfest.starts_on + timedelta(days=7)
    plan_season(season=oktoberfest, actor=actor)
    window.refresh_from_db()
    assert (window.starts_at, window.ends_at, window.follows_season) == (BEGIN, END + SECOND, False)


def test_what_is_called_off_holds_nothing_back_and_stays(oktoberfest: Season, actor: User) -> None:
    window = oktoberfest.freezes.get()
    call_off_freeze(window=window, actor=actor, reason="The season is cancelled")
    assert not freeze_at(WITHIN).frozen
    with pytest.raises(SeasonConflict):
        change_freeze(window=window, actor=actor, starts_at=BEGIN, ends_at=END, scope="ALL", reason="x")
    with pytest.raises(SeasonConflict):
        call_off_freeze(window=window, actor=actor, reason="again")


@pytest.mark.parametrize(
    ("values", "field"),
    [({"ends_at": BEGIN}, "ends_at"), ({"reason": " "}, "reason"), ({"scope": "LUNCH"}, "scope")],
)
def test_what_cannot_be_is_refused_by_its_field(actor: User, values: dict[str, Any], field: str) -> None:
    with pytest.raises(SeasonRefused) as refused:
        plan_freeze(actor=actor, **{"starts_at": BEGIN, "ends_at": END, "scope": "ALL", "reason": "x", **values})
    assert refused.value.field == field


def test_administrators_grant_exceptions(actor: User) -> None:
    boss = UserFactory.create(role="administrator")
    assert who_may_except() == [boss.get_full_name()]


def run(*args: str) -> tuple[int, str]:
    """Exit code and answer."""
    out = StringIO()
    try:
        call_command("check_freeze", *args, stdout=out)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_a_pipeline_is_told_by_the_exit_code(oktoberfest: Season) -> None:
    boss = UserFactory.create(role="administrator")
    code, text = run("--at", "2027-09-01T10:00")
    assert code == 3
    assert "Frozen until 2027-10-19 00:00" in text
    assert "Oktoberfest 2027" in text
    assert boss.get_full_name() in text
    assert run("--at", "2027-10-19T00:00") == (0, "Free: no release freeze holds.\n")
    assert run("--at", "2027-10-18T23:59:59+02:00")[0] == 3


def test_a_pipeline_may_ask_for_json(oktoberfest: Season) -> None:
    code, text = run("--at", "2027-09-01T10:00", "--scope", "manifests", "--json")
    answer = json.loads(text)
    assert (code, answer["frozen"], answer["until"]) == (3, True, END.isoformat())
    assert [each["until"] for each in answer["windows"]] == [END.isoformat()]


def test_what_is_no_instant_is_told() -> None:
    with pytest.raises(CommandError, match="tomorrow"):
        run("--at", "tomorrow")


def api(role: str | None) -> Api:
    return Api(UserFactory.create(role=role))


@pytest.mark.parametrize("role", ["viewer", "clerk", "lead", "administrator"])
def test_who_sees_seasons_may_ask_over_http(oktoberfest: Season, role: str) -> None:
    answer = api(role).get("/seasons/freeze/", at="2027-09-01T08:00:00Z")
    assert answer.status_code == 200
    body = answer.json()
    assert (body["frozen"], body["scope"], body["until"]) == (True, "all", "2027-10-18T22:00:00Z")
    assert len(body["windows"]) == 1


def test_who_has_no_role_may_not_ask() -> None:
    problem(api(None).get("/seasons/freeze/"), 403, "permission_denied")


@pytest.mark.parametrize("query", [{"at": "soon"}, {"scope": "lunch"}, {"when": "now"}])
def test_what_nobody_understands_is_told(query: dict[str, str]) -> None:
    assert api("viewer").get("/seasons/freeze/", **query).status_code == 400


def test_without_an_instant_now_is_meant(actor: User) -> None:
    pipeline = api("viewer")
    for frozen in (False, True):
        assert pipeline.get("/seasons/freeze/", scope="database").json()["frozen"] is frozen
        now_frozen(actor)

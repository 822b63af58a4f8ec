"""The personal address of the calendar: shown once, without a token, gone with its owner's rights, never in a log."""

import hashlib
import logging
import re
from collections.abc import Iterator
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client

from core.api.throttling import BadTokenThrottle
from core.models import User
from core.secret_paths import hide_secret_paths
from seasonal.models import CalendarFeed, Season
from seasonal.services.feeds import make_feed, revoke_feed
from tests.api.client import problem
from tests.factories import UserFactory
from tests.leads.admin.conftest import NewDesk, desk

__all__ = ["desk"]
pytestmark = pytest.mark.django_db
HOME = "/admin/seasonal/calendarfeed/"


@pytest.fixture
def owner() -> User:
    made: User = UserFactory.create(role="viewer", language="en", territories=["CH"])
    return made


def path_of(secret: str) -> str:
    return f"/api/v1/seasons/calendar/{secret}.ics"


def status(client: Client, secret: str) -> int:
    return client.get(path_of(secret)).status_code


def test_a_program_without_a_token_reads_the_calendar_of_its_owner(client: Client, owner: User) -> None:
    answer = client.get(path_of(make_feed(user=owner)))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer["Cache-Control"] == "no-store"
    text = answer.content.decode().replace("\r\n ", "")
    season = Season.objects.get(kind="oktoberfest", starts_on__year=2027)
    assert f"UID:season-{season.pk}@freshops" in text
    assert "CH 1.5" in text
    assert "DE 4" not in text  # the territories of the owner


def test_only_a_hash_of_256_bits_is_kept(owner: User) -> None:
    secret = make_feed(user=owner)
    assert len(secret) >= 43
    feed = CalendarFeed.objects.get(user=owner)
    assert feed.digest == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in str([vars(each) for each in (feed, *feed.history.all())])  # type: ignore[attr-defined]


def test_a_new_one_ends_the_one_before_and_an_end_is_an_end(client: Client, owner: User) -> None:
    first, second = make_feed(user=owner), make_feed(user=owner)
    assert (status(client, first), status(client, second)) == (404, 200)
    revoke_feed(user=owner)
    assert status(client, second) == 404


@pytest.mark.parametrize("lost", ["active", "role"])
def test_it_ends_with_the_rights_of_its_owner(client: Client, owner: User, lost: str) -> None:
    secret = make_feed(user=owner)
    if lost == "active":
        User.objects.filter(pk=owner.pk).update(is_active=False)
    else:
        owner.groups.remove(Group.objects.get(name="viewer"))
    answer = client.get(path_of(secret))
    unknown = client.get(path_of("x" * 43))
    assert problem(answer, 404, "not_found") | {"instance": ""} == problem(unknown, 404, "not_found") | {"instance": ""}


def test_each_step_is_in_the_history_with_who(owner: User) -> None:
    make_feed(user=owner)
    make_feed(user=owner)
    feed = CalendarFeed.objects.get(user=owner)
    history = feed.history.model.objects.filter(pgh_obj_id=feed.pk).order_by("pgh_id")  # type: ignore[attr-defined]
    revoke_feed(user=owner)
    assert [each.pgh_label for each in history] == ["insert", "update", "delete"]
    assert {each.pgh_context["user"] for each in history} == {owner.pk}


def test_who_tries_many_is_slowed_down(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BadTokenThrottle.THROTTLE_RATES, "anonymous", "3/min")
    cache.clear()
    assert [status(client, f"wrong{number}") for number in range(5)] == [404, 404, 404, 429, 429]


def test_an_owner_has_the_limits_of_a_user(client: Client, owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BadTokenThrottle.THROTTLE_RATES, "user", "2/min")
    cache.clear()
    secret = make_feed(user=owner)
    assert [status(client, secret) for _number in range(3)] == [200, 200, 429]


@pytest.fixture
def written() -> Iterator[StringIO]:
    """What the server writes to its log, as it writes it."""
    text, root = StringIO(), logging.getLogger()
    (console,) = [each for each in root.handlers if each.get_name() == "console"]
    handler = logging.StreamHandler(text)
    handler.setFormatter(console.formatter)
    root.addHandler(handler)
    yield text
    root.removeHandler(handler)


def test_the_secret_is_in_no_log(client: Client, owner: User, written: StringIO) -> None:
    gone, secret = make_feed(user=owner), make_feed(user=owner)
    client.get(path_of(secret))
    client.get(path_of(gone))
    told = written.getvalue()
    assert told.count("/seasons/calendar/…") >= 2  # of the requests' log, and of Django's own
    assert gone not in told
    assert secret not in told


def test_every_text_of_a_line_is_cleaned() -> None:
    line = {"event": "Not Found: /api/v1/seasons/calendar/abc-_1.ics", "request": "GET /seasons/calendar/x.ics?a=1",
            "code": 404, "path": "/api/v1/seasons/calendar.ics"}  # fmt: skip
    assert hide_secret_paths(None, "info", line) == {
        "event": "Not Found: /api/v1/seasons/calendar/…",
        "request": "GET /seasons/calendar/…?a=1",
        "code": 404,
        "path": "/api/v1/seasons/calendar.ics",
    }


@pytest.mark.parametrize("typed", ["secret", "secret/", "secret.ICS", "secret/x.ics", "secret.ics/"])
def test_an_address_that_was_mistyped_is_cleaned_as_well(client: Client, written: StringIO, typed: str) -> None:
    assert client.get(f"/api/v1/seasons/calendar/{typed}").status_code == 404
    assert client.get(f"/API/v1/Seasons/Calendar/{typed}").status_code == 404
    told = written.getvalue().lower()
    assert told.count("/seasons/calendar/…") >= 4
    assert "secret" not in told


@pytest.mark.parametrize("accept", ["text/html", "application/json", "image/png", "text/calendar", "*/*"])
def test_whatever_a_program_adds_it_gets_the_calendar(client: Client, owner: User, accept: str) -> None:
    """Programs add what keeps caches from answering, and ask for types that they do not mean."""
    answer = client.get(path_of(make_feed(user=owner)), {"x": ["1", "2"], "format": "json"}, headers={"Accept": accept})
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")


def test_metrics_name_no_address(client: Client, owner: User) -> None:
    secret = make_feed(user=owner)
    client.get(path_of(secret))
    assert secret not in client.get("/metrics", REMOTE_ADDR="127.0.0.1").content.decode()


def test_its_owner_makes_it_sees_it_once_and_ends_it(desk: NewDesk, client: Client) -> None:
    viewer = desk("viewer", language="en")
    assert "Make an address" in viewer.get(HOME).response.content.decode()
    made = viewer.post(HOME, {"action": "make"})
    (secret,) = re.findall(r"/api/v1/seasons/calendar/([\w-]+)\.ics", made.text)
    assert "no-store" in made.response["Cache-Control"]
    assert status(client, secret) == 200
    again = viewer.get(HOME)
    assert secret not in again.response.content.decode()
    assert "there is one" in again.text
    viewer.post(HOME, {"action": "revoke"})
    assert status(client, secret) == 404
    viewer.post(HOME, {"action": "revoke"})
    assert viewer.get(HOME).messages == ["Your calendar address works no more.", "You have no calendar address."]


def test_one_sees_no_other_and_without_the_right_none(desk: NewDesk, owner: User) -> None:
    make_feed(user=owner)
    assert "none" in desk("administrator", language="en").get(HOME).text
    assert desk(None).get(HOME).status == 403
    assert desk(None).post(HOME, {"action": "make"}).status == 403
    assert desk("viewer").post(HOME, {"action": "other"}).status == 404

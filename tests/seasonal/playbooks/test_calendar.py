"""Milestones and freezes stand in the iCalendar and in the picture of a year."""

from datetime import date
from xml.etree.ElementTree import Element

import pytest

from seasonal.models import FreezeWindow, Season
from seasonal.querysets.marks import load_marks
from seasonal.services.freezes import call_off_freeze
from tests.api.client import Api
from tests.factories import UserFactory
from tests.leads.admin.conftest import desk
from tests.leads.admin.desk import Desk
from tests.leads.admin.document import with_class
from tests.seasonal.admin.conftest import planner

pytestmark = pytest.mark.django_db
__all__ = ["desk", "planner"]
YEAR = "/admin/seasonal/season/year/"


def feed() -> str:
    answer = Api(UserFactory.create(role="viewer", language="en")).get("/seasons/calendar.ics")
    return str(answer.content.decode().replace("\r\n ", ""))


def event(text: str, uid: str) -> list[str]:
    """The lines of one entry."""
    return text.split(f"UID:{uid}\r\n")[1].split("END:VEVENT", maxsplit=1)[0].split("\r\n")


def test_milestones_and_freezes_are_in_the_feed(oktoberfest: Season) -> None:
    text = feed()
    milestone, freeze = oktoberfest.milestones.get(code="forecast"), oktoberfest.freezes.get()
    lines = event(text, f"milestone-{milestone.pk}@freshops")
    assert "DTSTART;VALUE=DATE:20270721" in lines
    assert "SUMMARY:Prognose (Oktoberfest 2027)" in lines
    assert "CATEGORIES:MILESTONE" in lines
    lines = event(text, f"freeze-{freeze.pk}@freshops")
    assert "DTSTART;VALUE=DATE:20270818" in lines
    assert "DTEND;VALUE=DATE:20271019" in lines  # the day after the last
    assert text.count("BEGIN:VEVENT") == Season.objects.count() + oktoberfest.milestones.count() + 1


def test_an_entry_keeps_its_uid_when_its_day_moves(oktoberfest: Season) -> None:
    milestone = oktoberfest.milestones.get(code="forecast")
    oktoberfest.milestones.filter(pk=milestone.pk).update(due_on=date(2027, 7, 26))
    assert "DTSTART;VALUE=DATE:20270726" in event(feed(), f"milestone-{milestone.pk}@freshops")


def test_what_was_called_off_is_no_longer_in_it(oktoberfest: Season) -> None:
    window = oktoberfest.freezes.get()
    call_off_freeze(window=window, actor=UserFactory.create(role="lead"), reason="cancelled")
    assert "CATEGORIES:FREEZE" not in feed()


def test_a_year_has_what_touches_it(oktoberfest: Season) -> None:
    today = date(2027, 7, 22)
    year = load_marks(date(2027, 1, 1), date(2027, 12, 31), today=today)
    assert [(each.first, each.last) for each in year.freezes] == [(date(2027, 8, 18), date(2027, 10, 18))]
    assert [each.state for each in year.milestones[:2]] == ["late", "open"]
    day = load_marks(date(2027, 10, 18), date(2027, 10, 18), today=today)
    assert (len(day.freezes), [each.title for each in day.milestones]) == (1, ["Zurückfahren"])
    after = load_marks(date(2027, 10, 19), date(2027, 10, 19), today=today)
    assert not after.freezes


def titles(root: Element, name: str) -> list[str]:
    """What the bars of a kind in the picture say."""
    return ["".join(bar.itertext()) for bar in with_class(root, name)]


def test_the_picture_of_a_year_shows_them_and_the_tables_say_the_same(planner: Desk, oktoberfest: Season) -> None:
    shown = planner.get(YEAR, "year=2027")
    assert len(titles(shown.root, "milestone")) == 13
    assert titles(shown.root, "freeze")[0].startswith("Oktoberfest 2027: Es wird nichts ausgeliefert (everything)")
    assert len(shown.table("milestones")) == 13
    assert shown.table("freezes")[0][0] == "Oktoberfest 2027: Es wird nichts ausgeliefert"
    described = next(each for each in shown.root.iter() if each.get("id") == "year-desc")
    assert "Es wird nichts ausgeliefert" in "".join(described.itertext())


def test_a_year_without_any_has_no_lane_for_them(planner: Desk) -> None:
    assert not FreezeWindow.objects.exists()
    shown = planner.get(YEAR, "year=2027")
    assert not titles(shown.root, "milestone")
    assert "No season is opened" in shown.text

"""The rota: who is on call, gaps, and everything that is done with shifts."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.walltime import berlin_wall
from operations.incidents.models import OnCallShift
from operations.runbooks.models import Contact
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk
from tests.leads.admin.document import by_id, with_class, words
from tests.operations.incidents.admin.scene import ROTA, later_shift, shift, shift_step, somebody

pytestmark = pytest.mark.django_db


def wall(**ahead: float) -> str:
    return berlin_wall(timezone.now() + timedelta(**ahead)).strftime("%Y-%m-%dT%H:%M")


def planned(person: Any, **about: str) -> dict[str, str]:
    return {
        "responsibility": "operations-on-call",
        "user": str(person.pk),
        "starts_at": wall(days=1),
        "ends_at": wall(days=2),
        **about,
    }


def test_it_shows_who_is_on_call_with_number_and_address(boss: Desk) -> None:
    anna = somebody(email="anna@example.org")
    Contact.objects.create(role="management", name="Anna", phone="+49 170 1", email="Anna@example.org")
    shift(anna)
    now = words(next(with_class(boss.get(ROTA).root, "rota-now")))
    assert "Anna Huber +49 170 1 anna@example.org" in now


def test_without_a_shift_it_shows_the_emergency_contacts(boss: Desk) -> None:
    Contact.objects.create(role="legal", name="Kanzlei Wolf", phone="+49 931 2")
    page = boss.get(ROTA)
    assert "Kanzlei Wolf +49 931 2" in page.text
    assert "tel:+499312" in page.links


def test_gaps_are_gaps_and_can_be_filled(boss: Desk) -> None:
    shift(somebody())
    later_shift()
    desk_of = by_id(boss.get(ROTA).root, "operations-on-call")
    gaps = [words(each) for each in with_class(desk_of, "gap") if each.tag == "li"]
    assert len(gaps) == 2
    assert all("Nobody" in gap for gap in gaps)
    fill = next(link.get("href", "") for link in desk_of.iter("a") if "add/" in link.get("href", ""))
    form = boss.get(fill).fields
    assert form["responsibility"] == "operations-on-call"
    assert form["starts_at"] < form["ends_at"]


def test_a_shift_is_planned(boss: Desk) -> None:
    anna = somebody()
    page = boss.post(f"{ROTA}add/", planned(anna), follow=True)
    made = OnCallShift.objects.get()
    assert (made.user, made.created_by, made.ends_at - made.starts_at) == (anna, boss.user, timedelta(days=1))
    assert "Anna Huber" in page.text


@pytest.mark.parametrize(
    ("wrong", "field", "why"),
    [
        ({"ends_at": "2000-01-01T00:00"}, "ends_at", "It ends before it begins."),
        ({"starts_at": "soon"}, "starts_at", "Enter date and time, as in 2026-11-21 14:05."),
        ({"starts_at": "0001-01-01T00:00"}, "starts_at", "Enter date and time, as in 2026-11-21 14:05."),
        ({"user": "0"}, "user", "Select a valid choice. That choice is not one of the available choices."),
    ],
)
def test_what_is_no_shift_is_refused_in_words(boss: Desk, wrong: dict[str, str], field: str, why: str) -> None:
    page = boss.post(f"{ROTA}add/", planned(somebody(), **wrong))
    assert (page.status, page.errors[field]) == (422, [why])


def test_two_at_once_are_refused(boss: Desk) -> None:
    shift(hours=48)
    page = boss.post(f"{ROTA}add/", planned(somebody()))
    assert page.errors["starts_at"] == ["Somebody is on call then already. Cancel or hand over that shift first."]


def test_ones_own_shift_is_handed_over_with_a_note_and_taken_over(desk: NewDesk) -> None:
    anna, ben = desk("clerk"), desk("clerk", first_name="Ben")
    running = shift(anna.user)
    said = {"user": str(ben.user.pk), "note": "Two samples are late."}
    assert anna.post(shift_step(running, "hand-over"), said).status == 302
    theirs = OnCallShift.objects.get(user=ben.user)
    page = ben.get(ROTA)
    assert "Two samples are late." in page.text
    assert "not yet taken over" in page.text
    ben.post(shift_step(theirs, "take-over"), {})
    theirs.refresh_from_db()
    assert theirs.taken_over_at is not None


def test_nobody_hands_over_or_takes_over_what_is_not_theirs(desk: NewDesk) -> None:
    somebodys, clerk = shift(somebody()), desk("clerk")
    assert clerk.get(shift_step(somebodys, "hand-over")).status == 403
    page = clerk.post(shift_step(somebodys, "take-over"), {}, follow=True)
    assert page.messages == ["This is not your shift."]


def test_cancelling_asks_first(boss: Desk) -> None:
    ahead = later_shift()
    page = boss.get(shift_step(ahead, "cancel"))
    assert "Nobody is on call then" in page.text
    boss.post(shift_step(ahead, "cancel"), {})
    assert OnCallShift.objects.filter(pk=ahead.pk).exists()
    boss.post(shift_step(ahead, "cancel"), {"confirm": "1"})
    assert not OnCallShift.objects.filter(pk=ahead.pk).exists()


@pytest.mark.parametrize("asked", ["2026-03-20", "yesterday", "9999-12-31", "0001-01-01"])
def test_any_day_may_be_asked_for(boss: Desk, asked: str) -> None:
    assert boss.get(ROTA, f"from={asked}").status == 200

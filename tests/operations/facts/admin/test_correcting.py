"""Correcting and voiding: before and after, a reason, nothing that nobody saw."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from core.walltime import berlin_wall
from operations.facts.models import Order, Sample
from operations.facts.services import void_fact
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk
from tests.leads.consumers.crm import day, report
from tests.operations.facts.admin.scene import page_of, step_of

pytestmark = pytest.mark.django_db


def typed(desk: Desk, fact: Sample | Order, **changes: str) -> dict[str, str]:
    """What the form sends when these fields are changed."""
    path = step_of(fact, "correct")
    return {**desk.get(path).fields, **changes}


def at(name: str, number: float) -> dict[str, str]:
    wall = berlin_wall(day(number))
    return {f"{name}_0": f"{wall:%Y-%m-%d}", f"{name}_1": f"{wall:%H:%M:%S}"}


def test_a_correction_is_shown_then_made(boss: Desk, sent_off: Sample) -> None:
    path = step_of(sent_off, "correct")
    shown = boss.preview(path, typed(boss, sent_off, **at("lost_at", 5), cause="Spedition", why="Telefonat"))
    assert set(shown.comparison) == {"Lost", "Cause", "State", "Ended"}
    assert shown.comparison["State"] == ("under way", "lost")
    assert Sample.objects.get().state == "UNDER_WAY"

    page = boss.confirm(path, shown)
    assert page.messages
    row = Sample.objects.get()
    assert (row.state, row.lost_at, row.cause) == ("LOST", day(5), "Spedition")
    assert row.corrected == ["cause", "lost_at"]


def test_an_amount_is_typed_as_the_language_writes_it(desk: NewDesk) -> None:
    report("order.placed", 1, 1, order_id="A-1", amount="412.80", currency="EUR")
    german, order = desk("lead", language="de"), Order.objects.get()
    assert typed(german, order)["amount"] == "412,80"
    german.change(step_of(order, "correct"), typed(german, order, amount="1412,5", why="Tippfehler"))
    order.refresh_from_db()
    assert order.amount == Decimal("1412.5")
    assert order.corrected == ["amount"]


def test_without_a_reason_nothing_happens_and_what_was_typed_stays(boss: Desk, sent_off: Sample) -> None:
    answer = boss.post(step_of(sent_off, "correct"), {**typed(boss, sent_off, cause="Spedition"), "confirm": "1"})
    assert (answer.status, list(answer.errors)) == (422, ["why"])
    assert answer.fields["cause"] == "Spedition"
    assert Sample.objects.get().cause == ""


def test_a_milestone_does_not_lie_in_the_future(boss: Desk, sent_off: Sample) -> None:
    ahead = berlin_wall(timezone.now() + timedelta(days=2))
    sent = {"lost_at_0": f"{ahead:%Y-%m-%d}", "lost_at_1": "12:00", "why": "x"}
    answer = boss.preview(step_of(sent_off, "correct"), typed(boss, sent_off, **sent))
    assert answer.status == 422
    assert "This lies in the future. Check the date." in answer.text
    assert "preview" in answer.buttons
    assert "confirm" not in answer.buttons


def test_a_correction_of_nothing_is_none(boss: Desk, sent_off: Sample) -> None:
    answer = boss.preview(step_of(sent_off, "correct"), typed(boss, sent_off, why="x"))
    assert "Nothing is different yet" in answer.text
    assert answer.status == 422


def test_what_changed_since_the_preview_is_looked_at_again(boss: Desk, sent_off: Sample) -> None:
    path = step_of(sent_off, "correct")
    shown = boss.preview(path, typed(boss, sent_off, cause="Spedition", why="Telefonat"))
    report("sample.delivered", sent_off.lead_id or 0, 4, sample_id="S-1")
    answer = boss.post(path, {**shown.fields, "confirm": "1"})
    assert answer.status == 422
    assert "has changed since the preview" in answer.text
    assert Sample.objects.get().cause == ""


def test_nobody_moves_a_fact_out_of_their_territories(desk: NewDesk, sent_off: Sample) -> None:
    german = desk("lead", territories=["DE"])
    answer = german.preview(step_of(sent_off, "correct"), typed(german, sent_off, territory="CH", why="x"))
    assert "territory" in answer.errors


def test_voiding_asks_first_and_for_a_reason(boss: Desk, sent_off: Sample) -> None:
    path = step_of(sent_off, "void")
    assert "confirm" in boss.get(path).buttons
    assert boss.post(path, {"confirm": "1", "why": " "}).status == 422
    assert Sample.objects.valid().exists()

    boss.post(path, {"confirm": "1", "why": "doppelt"})
    row = Sample.objects.get()
    assert (row.voided_by, row.void_reason) == (boss.user, "doppelt")


def test_what_is_voided_is_corrected_no_more(boss: Desk, sent_off: Sample) -> None:
    void_fact(fact=sent_off, actor=boss.user, why="doppelt")
    assert boss.get(step_of(sent_off, "correct")).status == 404
    assert boss.get(page_of(sent_off)).status == 200

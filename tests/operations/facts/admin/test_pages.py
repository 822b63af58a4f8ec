"""The page of a fact: its milestones, where each value comes from, and what changed."""

import pytest

from operations.facts.models import Sample
from operations.facts.services import correct_fact, void_fact
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk
from tests.leads.consumers.crm import day
from tests.operations.facts.admin.scene import FACTS, KINDS, one_of_each, page_of, step_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_page(boss: Desk, kind: str) -> None:
    one_of_each()
    page = boss.get(page_of(KINDS[kind].objects.get()))
    assert page.status == 200
    assert len(page.table("history")) >= 1


def test_milestones_stand_in_order_with_the_time_between(boss: Desk, sent_off: Sample) -> None:
    text = boss.get(page_of(sent_off)).text
    assert text.index("Requested") < text.index("Sent off") < text.index("Delivered")
    assert "24 h 0 min later" in text


def test_each_value_says_where_it_comes_from(boss: Desk, sent_off: Sample) -> None:
    correct_fact(fact=sent_off, actor=boss.user, why="Telefonat", urgency="URGENT")
    values = {row[0]: row[1:] for row in boss.get(page_of(sent_off)).table("values")}
    assert values["Product"][0] == "Spargel"
    assert "reported by crm" in values["Product"][1]
    assert values["Urgency"] == ["urgent", "corrected by a person; events change it no more"]
    assert values["Requested"][1] == "the earliest report of crm"
    assert values["Cause"] == ["–", "–"]


def test_only_who_sees_events_gets_links_to_them(desk: NewDesk, sent_off: Sample) -> None:
    links = desk("viewer").get(page_of(sent_off)).links
    assert any("/admin/journal/event/" in link and "change" in link for link in links)


def test_the_history_says_who_and_why(boss: Desk, sent_off: Sample) -> None:
    correct_fact(fact=sent_off, actor=boss.user, why="Telefonat mit dem Lager", lost_at=day(4))
    _when, who, why, what = boss.get(page_of(sent_off)).table("history")[0]
    assert (str(boss.user) in who, why) == (True, "Telefonat mit dem Lager")
    assert what.startswith("Lost: – → ")


def test_a_voided_fact_says_so_and_offers_nothing(boss: Desk, sent_off: Sample) -> None:
    assert step_of(sent_off, "correct") in boss.get(page_of(sent_off)).links
    void_fact(fact=sent_off, actor=boss.user, why="doppelt erfasst")
    page = boss.get(page_of(sent_off))
    assert "doppelt erfasst" in page.text
    assert not {step_of(sent_off, "correct"), step_of(sent_off, "void")} & page.links


def test_the_history_address_leads_to_the_page(boss: Desk, sent_off: Sample) -> None:
    assert boss.get(f"{FACTS}sample/{sent_off.pk}/history/").response.headers["Location"].endswith("change/#history")

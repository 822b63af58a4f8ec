"""The lists of facts: which rows, in which order, found how."""

from datetime import timedelta

import pytest

from core.walltime import berlin_wall
from operations.facts.services import void_fact
from tests.factories import UserFactory
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk
from tests.leads.consumers.crm import day, report
from tests.operations.facts.admin.scene import FACTS, KINDS, REQUESTS, SAMPLES, one_of_each, privacy_request, sample

pytestmark = pytest.mark.django_db


def references(desk: Desk, path: str, query: str = "") -> list[str]:
    return [row[0] for row in desk.get(path, query).listing]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_list_with_its_lead(boss: Desk, kind: str) -> None:
    one_of_each()
    page = boss.get(f"{FACTS}{kind}/")
    assert len(page.listing) == 1
    fact = KINDS[kind].objects.get()
    assert page.listing[0][0] == str(fact)
    if kind in ("sample", "cateringrequest", "order", "leadassignment"):
        assert f"/admin/leads/lead/{fact.lead_id}/change/" in page.links


def test_the_last_requested_comes_first(boss: Desk) -> None:
    for reference, on in (("A", 1), ("C", 3), ("B", 2)):
        report("sample.requested", 1, on, sample_id=reference)
    assert references(boss, SAMPLES) == ["C", "B", "A"]


def test_others_territories_are_not_there(desk: NewDesk) -> None:
    sample("S-DE")
    sample("S-CH", "CH")
    report("sample.requested", 1, 1, territory=None, sample_id="S-??")
    assert references(desk("viewer", territories=["CH"]), SAMPLES) == ["S-CH"]
    assert set(references(desk("viewer"), SAMPLES)) == {"S-DE", "S-CH", "S-??"}
    assert set(references(desk("superuser"), SAMPLES)) == {"S-DE", "S-CH", "S-??"}


def test_tabs_narrow_by_state_and_voided_ones_have_their_own(boss: Desk) -> None:
    sample("sent off")
    lost, wrong = sample("lost"), sample("wrong")
    report("sample.lost", lost.lead_id or 0, 5, sample_id="lost", cause="Spedition")
    void_fact(fact=wrong, actor=UserFactory.create(), why="doppelt")
    assert set(references(boss, SAMPLES)) == {"sent off", "lost"}
    assert references(boss, SAMPLES, "state=LOST") == ["lost"]
    assert references(boss, SAMPLES, "state=VOIDED") == ["wrong"]
    assert boss.get(SAMPLES, "state=LOST").listing[0][2] == "lost"


def test_dates_narrow_by_any_instant(boss: Desk) -> None:
    for reference, on in (("A", 1), ("B", 5), ("C", 9)):
        report("sample.lost", 1, on, sample_id=reference)
    at = day(5).isoformat().replace("+", "%2B")
    assert set(references(boss, SAMPLES, f"lost_at__gte={at}")) == {"B", "C"}
    assert set(references(boss, SAMPLES, f"lost_at__gte={day(5).isoformat()}")) == {"B", "C"}
    assert references(boss, SAMPLES, f"lost_at__lt={at}") == ["A"]
    assert references(boss, SAMPLES, f"lost_at__gt={at}&lost_at__lte={at}") == []


def test_a_day_is_berlins_and_included_as_an_end(boss: Desk) -> None:
    report("order.placed", 1, day(5), order_id="A")
    today = berlin_wall(day(5)).date()
    orders = f"{FACTS}order/"
    assert references(boss, orders, f"placed_at__gte={today}&placed_at__lte={today}") == ["A"]
    assert references(boss, orders, f"placed_at__gt={today}") == []
    assert references(boss, orders, f"placed_at__lt={today}") == []
    assert references(boss, orders, f"placed_at__gte={today + timedelta(days=1)}") == []


def test_a_date_that_is_none_shows_the_whole_list(boss: Desk) -> None:
    assert boss.get(SAMPLES, "lost_at__gte=gestern").status == 302


def test_the_menu_offers_last_days_and_says_what_is_chosen(boss: Desk) -> None:
    page = boss.get(SAMPLES, "requested_at__gte=2026-01-02&requested_at__lt=2026-01-03")
    assert "Last 7 days" in page.text
    assert "≥ " in page.text
    assert "2026, 00:00, < " in page.text


@pytest.mark.parametrize("kind", ["sample", "order"])
def test_found_by_reference_or_lead(boss: Desk, kind: str) -> None:
    one_of_each(1)
    one_of_each(2)
    fact = KINDS[kind].objects.order_by("pk")[0]
    for term in (fact.external_id, str(fact.lead_id)):
        assert references(boss, f"{FACTS}{kind}/", f"q={term}") == [fact.external_id]
    assert references(boss, f"{FACTS}{kind}/", "q=nobody") == []


def test_overdue_requests_are_seen_at_once(boss: Desk) -> None:
    privacy_request("late", days_ago=40)
    privacy_request("early", days_ago=3)
    assert references(boss, REQUESTS, "state=OVERDUE") == ["late"]
    assert references(boss, REQUESTS, "state=OPEN") == ["early"]
    assert "overdue" in boss.get(REQUESTS, "state=OVERDUE").listing[0]

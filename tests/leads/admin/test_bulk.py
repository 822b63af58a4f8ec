"""Stopping and restarting many clocks: one preview, and a result for each lead."""

import pytest

from leads.admin import leads as lead_admin
from leads.models import Lead, LeadHold, LeadStatus
from leads.services.holds import place_hold
from leads.services.status import change_status
from tests.factories import LeadFactory
from tests.leads.admin.desk import LIST, Desk
from tests.leads.admin.snapshot import snapshot
from tests.leads.moments import ago, expired_lead, lead_in_base, lead_in_grace


@pytest.fixture
def mixed(db: None) -> dict[str, Lead]:
    """Leads of which only the first two can be stopped."""
    leads = {
        "base": lead_in_base(company="A Base"),
        "grace": lead_in_grace(company="B Grace"),
        "held": lead_in_base(company="C Held"),
        "expired": expired_lead(company="D Expired"),
        "converted": lead_in_base(company="E Converted"),
    }
    place_hold(lead_id=leads["held"].pk, actor=None, reason_code="PRICE", start_at=ago(2))
    change_status(lead_id=leads["converted"].pk, actor=None, status=LeadStatus.CONVERTED)
    return leads


def _by_company(rows: list[list[str]]) -> dict[str, list[str]]:
    return {row[0].split()[1].rstrip(","): row[1:] for row in rows}


def test_the_preview_says_for_each_lead_what_would_happen_and_changes_nothing(
    clerk: Desk, mixed: dict[str, Lead]
) -> None:
    before = snapshot()

    shown = clerk.bulk("place_holds", list(mixed.values()))

    rows = _by_company(shown.listing)
    assert rows["Base"][0].startswith("runs until ")
    assert rows["Base"][1].startswith("stands, ")
    assert rows["Grace"][1].startswith("stands, ")
    assert rows["Held"][1] == "It stands already"
    assert rows["Expired"][0].startswith("ended on ")
    assert "A hold cannot bring it back" in rows["Expired"][1]
    assert "Reopen it first" in rows["Converted"][1]
    assert "2 will change" in shown.text
    assert "3 left out" in shown.text
    assert snapshot() == before


def test_confirming_gives_a_result_for_each_lead(clerk: Desk, mixed: dict[str, Lead]) -> None:
    done = clerk.bulk(
        "place_holds", list(mixed.values()), confirm="1", reason_code="SAMPLE", reason="Weihnachtsmuster fehlen"
    )

    rows = {name: row[0] for name, row in _by_company(done.listing).items()}
    assert rows["Base"] == rows["Grace"] == "Clock stopped"
    assert rows["Held"] == "It stands already"
    assert rows["Expired"].startswith("Refused Protection had already ended")
    assert rows["Converted"].startswith("Refused The lead is converted")
    placed = LeadHold.objects.filter(reason_code="SAMPLE", reason="Weihnachtsmuster fehlen", created_by=clerk.user)
    assert {hold.lead for hold in placed} == {mixed["base"], mixed["grace"]}


def test_stopping_takes_a_reason(clerk: Desk, mixed: dict[str, Lead]) -> None:
    shown = clerk.bulk("place_holds", [mixed["base"]], confirm="1", reason_code="")

    assert shown.status == 422
    assert shown.errors == {"reason_code": ["This field is required."]}
    assert LeadHold.objects.count() == 1  # the one that stood before


def test_restarting(clerk: Desk, mixed: dict[str, Lead]) -> None:
    chosen = [mixed["held"], mixed["base"]]

    shown = clerk.bulk("release_holds", chosen)
    assert LeadHold.objects.filter(end_at=None).count() == 1
    done = clerk.bulk("release_holds", chosen, confirm="1")

    assert _by_company(shown.listing)["Held"][1].startswith("runs until ")
    assert {name: row[0] for name, row in _by_company(done.listing).items()} == {
        "Held": "Clock restarted",
        "Base": "It runs already",
    }
    assert not LeadHold.objects.filter(end_at=None).exists()


def test_twice_confirmed_is_once_done(clerk: Desk, mixed: dict[str, Lead]) -> None:
    for _ in range(2):
        done = clerk.bulk("place_holds", [mixed["base"]], confirm="1", reason_code="PRICE")
    assert _by_company(done.listing)["Base"] == ["It stands already"]
    assert LeadHold.objects.filter(lead=mixed["base"]).count() == 1


def test_nothing_to_change_is_nothing_to_confirm(clerk: Desk, mixed: dict[str, Lead]) -> None:
    assert "confirm" not in clerk.bulk("place_holds", [mixed["expired"]]).buttons


def test_the_preview_leads_back_to_the_list_as_it_was_filtered(clerk: Desk, mixed: dict[str, Lead]) -> None:
    query = "phase=BASE&q=a"
    shown = clerk.bulk("place_holds", [mixed["base"]], query=query)
    done = clerk.bulk("place_holds", [mixed["base"]], query=query, confirm="1", reason_code="PRICE")
    assert f"{LIST}?{query}" in shown.links
    assert f"{LIST}?{query}" in done.links


def test_all_that_the_list_shows_can_be_chosen_beyond_its_page(clerk: Desk) -> None:
    for number in range(3):
        LeadFactory.create(company=f"Gasthof {number}", created_at=ago(5))
    first = Lead.objects.order_by("pk")[0]

    shown = clerk.bulk("place_holds", [first], select_across="1")

    assert len(shown.listing) == 3


def test_a_lead_that_left_the_list_meanwhile_is_mentioned(clerk: Desk, mixed: dict[str, Lead]) -> None:
    shown = clerk.bulk("place_holds", [mixed["base"], mixed["grace"]], query="phase=BASE")
    assert len(shown.listing) == 1
    assert shown.messages == ["1 lead no longer fits the list and was left out."]


def test_too_many_at_once_are_refused_in_words(
    clerk: Desk, mixed: dict[str, Lead], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lead_admin, "MOST", 3)
    answer = clerk.bulk("place_holds", list(mixed.values()), confirm="1", reason_code="PRICE")
    assert answer.status == 302
    assert clerk.get(LIST).messages == ["At most 3 leads at once."]
    assert LeadHold.objects.count() == 1

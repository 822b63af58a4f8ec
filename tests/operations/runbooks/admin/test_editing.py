"""Writing drafts: what is typed is kept, whatever else happens; problems are named where they are mended."""

import pytest

from operations.runbooks.content.document import digest_of
from operations.runbooks.models import RunbookVersion
from tests.leads.admin.desk import Desk
from tests.leads.admin.document import with_class, words
from tests.operations.runbooks.admin.conftest import NewDesk
from tests.operations.runbooks.admin.forms import cards, sent_by
from tests.operations.runbooks.admin.scene import ADD, PREVIEW, full, keep, page, published
from tests.operations.runbooks.documents import both, step

EDIT = page("edit")


def _draft() -> RunbookVersion:
    return RunbookVersion.objects.get(state="DRAFT")


def test_a_form_that_is_sent_as_it_came_says_what_the_document_says(lead: Desk, coffee: RunbookVersion) -> None:
    answer = lead.post(EDIT, {**sent_by(lead.get(EDIT)), "save": "1"}, follow=True)
    assert _draft().digest == coffee.digest == digest_of(full())
    assert answer.messages == ["The draft is saved. Nothing stands in the way of publishing it."]
    assert (_draft().number, _draft().created_by) == (2, lead.user)


def test_what_is_typed_is_kept_in_both_languages(lead: Desk, coffee: RunbookVersion) -> None:
    changes = {
        "title_de": "Kaffeemaschine, groß",
        "keywords_en": "espresso\nmocha, ristretto; mocha",
        "territories": ["CH", "AT"],
        "review_due": "2028-02-29",
        "steps_0_text_de": "Erst\r\n\r\ndann.",
        "steps_2_parameter_days": "14",
        "steps_4_kind": "manual",
        "troubleshooting_0_link": "",
        "escalation_1_after_minutes": "60",
        "kpis_0_check": "",
    }
    lead.post(EDIT, {**sent_by(lead.get(EDIT), **changes), "save": "1"})
    content = _draft().content
    assert content["title"] == {"de": "Kaffeemaschine, groß", "en": "Coffee machine"}
    assert content["keywords"]["en"] == ["espresso", "mocha", "ristretto"]
    assert (content["territories"], content["review_due"]) == (["CH", "AT"], "2028-02-29")
    assert content["steps"][0]["text"]["de"] == "Erst\n\ndann."
    assert content["steps"][2]["parameters"] == {"days": 14}
    assert content["steps"][4]["kind"] == "manual"
    assert "command" not in content["steps"][4]
    assert "link" not in content["troubleshooting"][0]
    assert content["escalation"][1]["after_minutes"] == 60
    assert "check" not in content["kpis"][0]


def test_an_unfinished_draft_is_kept_and_its_problems_are_named_at_their_fields(
    lead: Desk, coffee: RunbookVersion
) -> None:
    changes = {"title_de": "", "owner": "", "review_due": "", "steps_1_check": "", "steps_0_text_en": "[x](#nowhere)"}
    answer = lead.post(EDIT, {**sent_by(lead.get(EDIT), **changes), "save": "1"}, follow=True)
    assert answer.messages == ["The draft is saved. 2 problems stand in the way of publishing it."]
    (told,) = with_class(answer.root, "problems")
    assert "Title (German) : This is blank." in words(told)
    assert {"#id_title_de", "#id_review_due"} <= answer.links
    for link in (element.get("href", "") for element in told.iter("a")):
        assert link[1:] in {element.get("id") for element in answer.root.iter()}

    mended = sent_by(answer, title_de="Kaffee", review_due="2028-01-01")
    answer = lead.post(EDIT, {**mended, "save": "1"}, follow=True)

    (told,) = with_class(answer.root, "problems")
    assert "Step 1 “look”, Text (English) : There is no step “nowhere” in the runbook “coffee”." in words(told)
    assert {"#id_owner", "#id_steps-1-check", "#id_steps-0-text_en"} <= answer.links


def test_entries_are_added_moved_and_removed_without_saving(lead: Desk, coffee: RunbookVersion) -> None:
    shown = lead.get(EDIT)
    assert cards(shown) == ["look", "check-lead", "check-soon", "check-database", "verify"]
    shown = lead.post(EDIT, {**sent_by(shown, steps_0_title_en="Look twice"), "do": "steps:down:0"})
    shown = lead.post(EDIT, {**sent_by(shown), "do": "steps:up:4"})
    shown = lead.post(EDIT, {**sent_by(shown), "do": "steps:remove:2"})
    shown = lead.post(EDIT, {**sent_by(shown), "do": "steps:add"})
    shown = lead.post(EDIT, {**sent_by(shown), "do": "escalation:up:1"})
    assert cards(shown) == ["check-lead", "look", "verify", "check-database", ""]
    assert not RunbookVersion.objects.filter(state="DRAFT").exists()

    typed = sent_by(shown, steps_4_title_en="Taste it", steps_4_title_de="Kosten")
    lead.post(EDIT, {**typed, "save": "1"})

    content = _draft().content
    assert [step["id"] for step in content["steps"]] == ["check-lead", "look", "verify", "check-database", "taste-it"]
    assert content["steps"][1]["title"]["en"] == "Look twice"
    assert content["steps"][2]["command"] == "manage.py check"
    assert [rung["role"] for rung in content["escalation"]] == ["management", "operations-lead"]


@pytest.mark.parametrize("wanted", ["steps:up:0", "steps:down:4", "steps:remove:99", "steps:up:x", "nothing:add", "x"])
def test_what_cannot_be_done_changes_nothing(lead: Desk, coffee: RunbookVersion, wanted: str) -> None:
    sent = sent_by(lead.get(EDIT))
    shown = lead.post(EDIT, {**sent, "do": wanted})
    assert shown.status == 200
    assert cards(shown) == ["look", "check-lead", "check-soon", "check-database", "verify"]


def test_there_are_no_more_entries_than_a_runbook_takes(lead: Desk, coffee: RunbookVersion) -> None:
    shown = lead.post(EDIT, {**sent_by(lead.get(EDIT), escalation_count="999"), "do": "escalation:add"})
    assert sent_by(shown)["escalation-count"] == "12"
    assert "escalation:add" not in {element.get("value") for element in shown.root.iter("button")}


def test_the_fields_of_a_check_follow_the_check(lead: Desk, coffee: RunbookVersion) -> None:
    shown = lead.post(EDIT, {**sent_by(lead.get(EDIT), steps_2_check="expired_recently"), "do": "steps:refresh:2"})
    assert sent_by(shown)["steps-2-parameter-days"] == "5"
    shown = lead.post(EDIT, {**sent_by(shown, steps_2_check="protection_of_lead"), "do": "steps:refresh:2"})
    assert "steps-2-parameter-lead_id" in sent_by(shown)
    assert "steps-2-parameter-days" not in sent_by(shown)


def test_nothing_is_lost_on_an_error(lead: Desk, coffee: RunbookVersion) -> None:
    changes = {"steps_2_parameter_days": "many", "title_en": "Typed with care", "escalation_0_after_minutes": "-3"}
    shown = lead.post(EDIT, {**sent_by(lead.get(EDIT), **changes), "save": "1"})
    assert shown.status == 422
    assert "Nothing that you typed is lost." in shown.text
    sent = sent_by(shown)
    assert (sent["title_en"], sent["steps-2-parameter-days"], sent["escalation-0-after_minutes"]) == (
        "Typed with care",
        "many",
        "-3",
    )
    assert not RunbookVersion.objects.filter(state="DRAFT").exists()


def test_two_editors_do_not_overwrite_each_other(desk: NewDesk, lead: Desk, coffee: RunbookVersion) -> None:
    other = desk("lead")
    mine, theirs = sent_by(lead.get(EDIT), title_en="Mine"), sent_by(other.get(EDIT), title_en="Theirs")
    other.post(EDIT, {**theirs, "save": "1"})

    shown = lead.post(EDIT, {**mine, "save": "1"})

    assert shown.status == 422
    assert "Somebody else has saved this draft meanwhile." in shown.text
    assert sent_by(shown)["title_en"] == "Mine"
    assert _draft().content["title"]["en"] == "Theirs"
    again = lead.post(EDIT, {**sent_by(shown), "save": "1"})
    assert again.status == 422


def test_a_version_published_meanwhile_is_not_taken_back_unseen(lead: Desk, coffee: RunbookVersion) -> None:
    sent = sent_by(lead.get(EDIT), title_en="Mine")
    published(full(title=both("Theirs")), note="Renamed")

    shown = lead.post(EDIT, {**sent, "save": "1"})

    assert "Version 2 has been published meanwhile: Renamed." in shown.text
    assert not RunbookVersion.objects.filter(state="DRAFT").exists()
    lead.post(EDIT, {**sent_by(shown), "save": "1"})
    assert _draft().content["title"]["en"] == "Mine"


def test_a_new_runbook_begins_with_what_it_needs(lead: Desk) -> None:
    shown = lead.get(ADD)
    assert (sent_by(shown)["steps-count"], sent_by(shown)["escalation-count"]) == ("1", "1")
    refused = lead.post(ADD, {**sent_by(shown, slug="No Name", title_en="Tea"), "save": "1"})
    assert refused.status == 422
    assert refused.errors["slug"]
    assert sent_by(refused)["title_en"] == "Tea"
    answer = lead.post(ADD, {**sent_by(refused, slug="tea"), "save": "1"}, follow=True)
    assert answer.response.redirect_chain == [(page("edit", "tea"), 302)]
    assert _draft().content["title"] == {"de": "", "en": "Tea"}


def test_a_name_that_is_taken_is_refused(lead: Desk, coffee: RunbookVersion) -> None:
    shown = lead.post(ADD, {**sent_by(lead.get(ADD), slug="coffee"), "save": "1"})
    assert "There is a runbook of this name." in shown.text


def test_an_odd_draft_from_a_file_can_be_edited(lead: Desk) -> None:
    odd = {"owner": "nobody", "alerts": ["Unheard"], "steps": [{"kind": "check", "check": "gone", "id": "x"}]}
    keep({"slug": "tea", "title": "no object", "kpis": "?", **odd})
    shown = lead.get(page("edit", "tea"))
    assert shown.status == 200
    lead.post(page("edit", "tea"), {**sent_by(shown, title_en="Tea"), "save": "1"})
    content = _draft().content
    assert (content["owner"], content["alerts"], content["steps"][0]["check"]) == ("nobody", ["Unheard"], "gone")


def test_the_largest_runbook_can_be_edited(lead: Desk, coffee: RunbookVersion) -> None:
    whole = full()
    steps = [step(f"s-{number}", "check", check="expiring_soon") for number in range(40)]
    content = full(
        steps=[*steps[:39], step("look")],
        troubleshooting=[{**whole["troubleshooting"][0], "id": f"t-{number}"} for number in range(40)],
        failure_scenarios=[{**whole["failure_scenarios"][0], "id": f"f-{number}"} for number in range(20)],
        escalation=[rung for rung in whole["escalation"] for _ in range(6)],
        kpis=whole["kpis"] * 20,
    )
    published(content)
    sent = sent_by(lead.get(EDIT))
    assert len(sent) > 1000
    lead.post(EDIT, {**sent, "save": "1"})
    assert _draft().digest == digest_of(content)


def test_a_text_is_shown_as_it_will_look(lead: Desk, coffee: RunbookVersion) -> None:
    answer = lead.client.post(PREVIEW, {"text": "**Fett** <script>x</script> [da](#look)", "slug": "coffee"})
    html = answer.content.decode()
    assert "<strong>Fett</strong>" in html
    assert "<script>" not in html
    assert f'href="{page("read")}#look"' in html
    assert lead.client.post(PREVIEW, {"text": "x" * 20_001}).status_code == 422
    assert lead.client.get(PREVIEW).status_code == 405


def test_texts_are_shown_as_they_will_look_without_script(lead: Desk, coffee: RunbookVersion) -> None:
    shown = lead.post(EDIT, {**sent_by(lead.get(EDIT), routine_en="Twice **daily**."), "do": "preview"})
    assert "<strong>daily</strong>" in shown.response.content.decode()
    assert not RunbookVersion.objects.filter(state="DRAFT").exists()

"""Publishing and discarding drafts from the admin."""

from operations.runbooks.models import Runbook, RunbookVersion
from tests.leads.admin.desk import Desk, Page
from tests.leads.admin.document import by_id, with_class, words
from tests.operations.runbooks.admin.scene import LIBRARY, full, keep, page, published
from tests.operations.runbooks.documents import both, document, step

PUBLISH, DISCARD, VERSIONS = page("publish"), page("discard"), page("versions")


def _changes(shown: Page) -> dict[str, str]:
    (found,) = with_class(shown.root, "differences")
    return {words(part[0]): words(part[1]) for part in found}


def test_it_shows_what_changes_and_asks_for_a_note(lead: Desk, coffee: RunbookVersion) -> None:
    keep(full(summary=both("The coffee machine is out of water.")))
    asked = lead.get(PUBLISH)
    assert "Version 2 takes the place of version 1" in asked.text
    assert _changes(asked)["Summary (English)"] == "The coffee machine is out of order water ."
    assert [words(each) for each in asked.root.iter("del")] == ["order", "order"]
    assert lead.post(PUBLISH, {**asked.fields, "confirm": "1"}).errors["note"]

    done = lead.post(PUBLISH, {**asked.fields, "note": "Water, not order", "confirm": "1"}, follow=True)

    assert done.messages == ["Version 2 is published: it counts from now on."]
    version = RunbookVersion.objects.current().get()
    assert (version.number, version.note, version.published_by) == (2, "Water, not order", lead.user)
    assert "Water, not order" in done.text


def test_a_draft_with_problems_cannot_be_published_and_says_why(lead: Desk, coffee: RunbookVersion) -> None:
    keep(full(steps=[step("look", "check", check="gone", text=both("[x](#nowhere)"))]))
    asked = lead.get(PUBLISH)
    (told,) = with_class(asked.root, "problems")
    assert "Step 1 “look”, Check : There is no check “gone”." in words(told)
    assert f"{page('edit')}#id_steps-0-check" in asked.links
    assert "confirm" not in asked.buttons
    forced = lead.post(PUBLISH, {**asked.fields, "note": "All the same", "confirm": "1"})
    assert forced.status == 200
    assert "There is no check “gone”." in forced.text
    assert forced.fields["note"] == "All the same"
    assert RunbookVersion.objects.current().get().number == 1


def test_a_step_that_others_lead_to_cannot_go(lead: Desk, coffee: RunbookVersion) -> None:
    trouble = {"id": "t", "symptom": both("x"), "cause": both("x"), "fix": both("[there](coffee#verify)")}
    published(document("tea", troubleshooting=[trouble]))
    keep(full(steps=full()["steps"][:-1]))
    shown = lead.post(PUBLISH, {**lead.get(PUBLISH).fields, "note": "Shorter", "confirm": "1"})
    assert shown.status == 422
    assert "The runbook “tea” leads here" in shown.text
    assert shown.fields["note"] == "Shorter"
    assert RunbookVersion.objects.get(state="DRAFT").note == ""


def test_what_was_looked_at_is_what_is_published(lead: Desk, coffee: RunbookVersion) -> None:
    keep(full(title=both("Seen")))
    asked = lead.get(PUBLISH)
    keep(full(title=both("Unseen")))
    shown = lead.post(PUBLISH, {**asked.fields, "note": "x", "confirm": "1"})
    assert "Somebody has changed the draft since you looked at it." in shown.text
    assert "Unseen" in _changes(shown)["Title (English)"]
    assert RunbookVersion.objects.current().get().number == 1


def test_without_a_draft_there_is_nothing_to_ask(lead: Desk, coffee: RunbookVersion) -> None:
    for path in (PUBLISH, DISCARD):
        answer = lead.client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, page("read"))


def test_a_draft_is_discarded_after_a_question(lead: Desk, coffee: RunbookVersion) -> None:
    keep(full(title=both("A bad idea")))
    asked = lead.get(DISCARD)
    assert "A bad idea" in asked.text
    keep(full(title=both("A better idea")))
    assert lead.post(DISCARD, {**asked.fields, "confirm": "1"}).status == 422
    done = lead.post(DISCARD, {**lead.get(DISCARD).fields, "confirm": "1"}, follow=True)
    assert done.messages == ["The draft is discarded. What is published stays as it is."]
    assert RunbookVersion.objects.get().number == 1


def test_a_runbook_that_was_never_published_goes_with_its_draft(lead: Desk) -> None:
    keep(full("tea"))
    done = lead.post(page("discard", "tea"), {**lead.get(page("discard", "tea")).fields, "confirm": "1"}, follow=True)
    assert done.response.redirect_chain == [(LIBRARY, 302)]
    assert not Runbook.objects.exists()


def test_versions_are_compared(lead: Desk, coffee: RunbookVersion) -> None:
    moved = [full()["steps"][1], full()["steps"][0], *full()["steps"][2:-1]]
    published(full(steps=moved, territories=["CH"]), note="Moved")
    published(full(title=both("Third")))
    shown = lead.get(VERSIONS, "old=1&new=2")
    changes = _changes(shown)
    assert changes["Territories"] == "CH"
    assert set(changes) >= {"Steps", "Step “verify”, Command"}
    assert "Step “look”, Title (English)" not in changes
    assert "Third" in _changes(lead.get(VERSIONS))["Title (English)"]
    assert "Moved" in words(by_id(shown.root, "_versions"))
    assert _changes(lead.get(VERSIONS, "old=2&new=1"))["Territories"] == "CH"
    assert "They say the same." in lead.get(VERSIONS, "old=2&new=2").text
    for query in ("old=9&new=1", "new=x"):
        assert lead.get(VERSIONS, query).status == 404


def test_a_difference_is_escaped(lead: Desk, coffee: RunbookVersion) -> None:
    keep(full(routine=both("<script>alert(1)</script>")))
    html = lead.get(PUBLISH).response.content.decode()
    assert "<script>alert" not in html
    assert "alert" in html

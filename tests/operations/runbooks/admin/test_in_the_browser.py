"""Runbooks in a real browser: reading, running a check, saying whether it helped; writing, seeing, publishing."""

import pytest
from playwright.sync_api import Page, expect

from leads.models import Lead
from operations.runbooks.models import RunbookVersion, StepFeedback
from tests.browser import Live
from tests.factories import LeadFactory, UserFactory
from tests.operations.runbooks.admin.scene import ADD, CONTACTS, FEEDBACK, LIBRARY, full, keep, page, set_scene
from tests.operations.runbooks.documents import both

pytestmark = pytest.mark.django_db(transaction=True)


def _wider_than_the_screen(shown: Page) -> int:
    return int(shown.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_fits(live: Live, width: int) -> None:
    set_scene()
    keep(full(title=both("Another")))
    live.login(UserFactory.create(role="administrator"))
    live.page.set_viewport_size({"width": width, "height": 844})
    names = ("read", "edit", "publish", "discard", "versions")
    for path in (LIBRARY, ADD, CONTACTS, f"{CONTACTS}add/", FEEDBACK, *map(page, names)):
        assert _wider_than_the_screen(live.open(path)) <= 0, path


def test_a_check_is_run_and_an_answer_given_in_place(live: Live) -> None:
    set_scene()
    lead: Lead = LeadFactory.create(territory="DE", company="Zum Anker")
    live.login(UserFactory.create(role="viewer", language="en"))
    shown = live.open(f"{page('read')}?lead_id={lead.pk}&asked=lead#check-lead")
    expect(shown.locator("#check-lead-lead_id")).to_have_value(str(lead.pk))

    shown.locator("#check-lead").get_by_role("button", name="Run check").click()

    outcome = shown.locator("#check-lead .outcome")
    expect(outcome).to_contain_text("Zum Anker")
    expect(outcome).to_be_focused()
    expect(shown.locator("#check-soon .outcome")).to_have_count(0)
    shown.locator("#check-lead").get_by_text("Add a comment").click()
    shown.locator("#check-lead").get_by_label("Comment").fill("It did")
    shown.locator("#check-lead").get_by_role("button", name="Yes").click()
    expect(shown.locator("#check-lead .thanks")).to_be_visible()
    expect(outcome).to_be_visible()  # the rest of the page stays as it was
    kept = StepFeedback.objects.get()
    assert (kept.anchor, kept.helped, kept.comment, kept.asked) == ("check-lead", True, "It did", "lead")


def test_a_command_is_copied(live: Live) -> None:
    set_scene()
    live.login(UserFactory.create(role="viewer", language="en"))
    live.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    shown = live.open(page("read"))
    shown.locator("#verify").get_by_role("button", name="Copy").click()
    expect(shown.locator("#verify [data-copies]")).to_have_text("Copied")
    assert shown.evaluate("navigator.clipboard.readText()") == "manage.py check"


def test_a_runbook_is_written_seen_and_published(live: Live) -> None:
    set_scene()
    live.login(UserFactory.create(role="lead", language="en"))
    shown = live.open(page("edit"))
    shown.locator("#steps-0 > summary").click()
    text = shown.locator("#id_steps-0-text_en")
    text.fill("Look **twice** at <b>it</b>.")
    preview = shown.locator("#steps-0 .preview:visible")
    expect(preview.locator("strong")).to_have_text("twice")
    expect(preview).to_contain_text("<b>it</b>")

    shown.locator("#steps-0").get_by_role("button", name="Down").click()
    expect(shown.locator("#steps-1 > summary")).to_be_focused()
    expect(shown.locator("#id_steps-1-text_en")).to_have_value("Look **twice** at <b>it</b>.")
    shown.locator("#steps").get_by_role("button", name="Add: Step").click()
    expect(shown.locator("#id_steps-5-title_de")).to_be_focused()
    shown.locator("#id_steps-5-kind").select_option("check")
    shown.locator("#id_steps-5-check").select_option("expiring_soon")
    expect(shown.locator("#id_steps-5-parameter-days")).to_be_visible()
    shown.locator("#steps-5").get_by_role("button", name="Remove").click()
    expect(shown.locator("#steps-5")).to_have_count(0)

    shown.get_by_role("button", name="Save and publish").click()
    expect(shown.locator(".differences")).to_contain_text("twice")
    shown.get_by_label("What changed").fill("Look twice")
    shown.get_by_role("button", name="Publish").click()
    expect(shown.locator(".messagelist .success")).to_contain_text("Version 2 is published")
    current = RunbookVersion.objects.current().get()
    assert [each["id"] for each in current.content["steps"]][:2] == ["check-lead", "look"]
    assert current.note == "Look twice"

"""An incident in a real browser: worked from its page to a published post-mortem, and closed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from core.models import User
from core.walltime import berlin_wall
from operations.incidents.models import Incident, IncidentAlert, IncidentState
from tests.browser import Live
from tests.factories import LeadFactory
from tests.operations.incidents.admin.scene import (
    AUDITS,
    LIST,
    ROTA,
    later_shift,
    leads_wait,
    postmortem_of,
    room_of,
    shift,
    shift_step,
    somebody,
)
from tests.operations.runbooks.documents import publish

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "Etikettendruckerwarteschlangenüberwachungsprotokollauswertung"


def _wider_than_the_screen(shown: Page) -> int:
    return int(shown.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_fits(live: Live, width: int) -> None:
    publish("burning-printer")
    anna = somebody(role="lead", email=f"anna.{LONG.lower()[:40]}@example.org")
    running = shift(anna)
    later_shift()
    incident = leads_wait(severity="SEV1", title=f"Nichts geht: {LONG}", runbook_slug="burning-printer", text=LONG * 2)
    IncidentAlert.objects.create(
        incident=incident,
        fingerprint="f1",
        starts_at=timezone.now(),
        status="FIRING",
        labels={"alertname": LONG, "instance": f"{LONG}:9090"},
        annotations={"description": LONG * 3},
    )
    live.login(anna)
    live.page.set_viewport_size({"width": width, "height": 844})
    paths = ["/admin/", LIST, f"{LIST}add/", room_of(incident), postmortem_of(incident), ROTA, f"{ROTA}add/", AUDITS]
    for path in (*paths, shift_step(running, "hand-over"), shift_step(running, "cancel")):
        assert _wider_than_the_screen(live.open(path)) <= 0, path


def _taken(shown: Page) -> None:
    shown.locator(".attention").get_by_role("link", name="Leads wait for somebody").click()
    shown.get_by_role("button", name="Acknowledge").click()
    expect(shown.locator(".messagelist .success")).to_contain_text("nobody else is notified")
    shown.locator("#roles li").first.get_by_role("button", name="Take").click()
    expect(shown.locator("#roles")).to_contain_text("Anna Huber")


def _worked(shown: Page, lead_id: int) -> None:
    shown.get_by_role("button", name="Done: Rate it").click()
    expect(shown.locator("#item-1")).to_have_class("done")
    second = shown.locator("#item-2")
    second.get_by_text("Leave out …").click()
    second.get_by_label("Why is it left out?").fill("We are two.")
    second.get_by_role("button", name="Leave out").click()
    expect(second).to_contain_text("We are two.")
    shown.locator("form#link-lead").get_by_label("Number of the lead").fill(str(lead_id))
    shown.locator("form#link-lead").get_by_role("button", name="Link").click()
    expect(shown.locator("#linked")).to_contain_text("Zum Anker")


def _told(shown: Page) -> None:
    note = shown.locator("form#note")
    note.get_by_label("Note").fill("The assignment stands still.")
    earlier = berlin_wall(timezone.now() - timedelta(minutes=30)).strftime("%Y-%m-%dT%H:%M")
    note.get_by_label("When, if not just now").fill(earlier)
    note.get_by_role("button", name="Write down").click()
    expect(shown.locator(".room-lines")).to_contain_text("The assignment stands still.")
    update = shown.locator("form#update")
    update.get_by_label("Status update").fill("Sales is told.")
    update.get_by_role("button", name="Tell everyone").click()
    expect(shown.locator(".room-lines > li").first).to_contain_text("Update: Sales is told.")


def _resolved(shown: Page) -> None:
    shown.get_by_text("Resolve …").click()
    shown.get_by_label("How was it resolved?").fill("The worker was started anew.")
    shown.locator("form#resolve").get_by_role("button", name="Resolve").click()
    expect(shown.locator(".messagelist .success")).to_contain_text("Resolved")
    shown.get_by_text("Close …").click()
    expect(shown.locator(".missing")).to_have_text("There is no post-mortem yet.")


def _learned_from(shown: Page, incident: Incident) -> None:
    shown.get_by_role("link", name="Post-mortem").click()
    text = shown.get_by_label("Post-mortem (Markdown)")
    assert "The assignment stands still." in text.input_value()
    text.fill(text.input_value() + "\n**A queue was full.**\n")
    shown.get_by_role("button", name="Show how it looks").click()
    expect(shown.locator(".postmortem-text strong").last).to_have_text("A queue was full.")
    shown.get_by_role("button", name="Save").click()
    shown.get_by_text("Publish …").click()
    shown.get_by_role("button", name="Publish").click()
    expect(shown.locator(".messagelist .success")).to_contain_text("Published")
    with shown.expect_download() as download:
        shown.get_by_role("link", name="As Markdown").click()
    assert download.value.suggested_filename == f"incident-{incident.pk}-post-mortem.md"


def test_an_incident_is_worked_until_it_is_closed(live: Live) -> None:
    anna: User = somebody(role="lead", language="en")
    shift(anna)
    lead = LeadFactory.create(territory="DE", company="Zum Anker")
    incident = leads_wait()
    live.login(anna)
    live.page.set_viewport_size({"width": 390, "height": 844})
    shown = live.open("/admin/")
    _taken(shown)
    _worked(shown, lead.pk)
    _told(shown)
    _resolved(shown)
    _learned_from(shown, incident)
    shown.get_by_role("link", name="War room").click()
    shown.get_by_text("Close …").click()
    shown.locator("form#close").get_by_role("button", name="Close").click()
    expect(shown.locator(".messagelist .success")).to_contain_text("Closed")
    assert Incident.objects.get().state == IncidentState.CLOSED

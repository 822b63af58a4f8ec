"""The war room of a season in a real browser: it fits, and follows what happens without being asked."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from operations.warroom.admin.views import REFRESH_SECONDS
from seasonal.models import Season
from tests.browser import Live
from tests.factories import UserFactory
from tests.operations.incidents.admin.scene import leads_wait, shift, somebody
from tests.operations.kpis.desks import refresh, samples
from tests.operations.warroom.scene import opened, room_of

pytestmark = pytest.mark.django_db(transaction=True)
HIDE = """
Object.defineProperty(document, "hidden", {configurable: true, get: () => true});
document.dispatchEvent(new Event("visibilitychange"));
"""
LONG = "Etikettendruckerwarteschlangenüberwachungsprotokollauswertung"


def watched(live: Live, *, role: str = "clerk") -> tuple[Page, Season]:
    """Somebody's war room, whose clock goes on when the test says so."""
    season = opened()
    live.login(UserFactory.create(role=role, language="en"))
    live.page.clock.install()
    return live.open(room_of(season)), season


def later(shown: Page) -> None:
    """Let the page ask for itself anew."""
    with shown.expect_response(lambda answer: answer.url.endswith("/war-room/")):
        shown.clock.run_for(REFRESH_SECONDS * 1000)


@pytest.mark.usefixtures("prometheus")
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1920, 1440, 390])
def test_it_fits(live: Live, width: int, theme: str) -> None:
    season = opened()
    anna = somebody(role="administrator")
    shift(anna)
    leads_wait(severity="SEV1", title=LONG)
    samples("DE", delivered=1, failed=9)
    refresh()
    season.milestones.update(due_on=timezone.now().date())
    live.login(anna)
    live.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    live.page.set_viewport_size({"width": width, "height": 844})
    shown = live.open(room_of(season))
    expect(shown.locator("#load")).to_contain_text("20/s")
    expect(shown.locator("#room-stale")).to_be_hidden()
    assert shown.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_what_happens_appears_by_itself(live: Live) -> None:
    shown, _season = watched(live)
    expect(shown.locator("#incidents")).to_contain_text("No incident is open.")
    leads_wait(severity="SEV1")
    later(shown)
    expect(shown.locator("#incidents")).to_contain_text("Leads wait for somebody")
    expect(shown.locator(".notices")).to_contain_text("SEV1")
    expect(shown.locator(".card", has_text="Open incidents")).to_contain_text("1 without a reaction")


def test_the_place_and_the_focus_are_kept(live: Live) -> None:
    shown, season = watched(live)
    season.milestones.update(due_on=timezone.now().date())
    live.page.set_viewport_size({"width": 390, "height": 500})
    later(shown)
    link = shown.locator("#milestones").get_by_role("link", name="Tick").nth(2)
    link.focus()
    link.scroll_into_view_if_needed()
    href = link.get_attribute("href")
    before = link.evaluate("one => Math.round(one.getBoundingClientRect().top)")
    for number in range(4):
        leads_wait(title=f"Trouble {number}")
    later(shown)
    expect(shown.locator("#incidents")).to_contain_text("Trouble 3")
    assert shown.evaluate("document.activeElement.getAttribute('href')") == href
    assert abs(shown.evaluate("Math.round(document.activeElement.getBoundingClientRect().top)") - before) <= 2


def test_what_is_no_longer_up_to_date_is_said_until_it_is(live: Live) -> None:
    shown, _season = watched(live)

    def refuse(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<p>Sign in</p>")

    shown.route("**/war-room/", refuse)
    later(shown)
    expect(shown.locator("#room-stale")).to_be_visible()
    expect(shown.get_by_role("status").filter(has_text="no longer up to date")).to_be_visible()
    shown.unroute("**/war-room/")
    later(shown)
    expect(shown.locator("#room-stale")).to_be_hidden()


def test_a_page_that_is_hidden_asks_for_nothing(live: Live) -> None:
    shown, _season = watched(live)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    shown.route("**/war-room/", hold)
    with shown.expect_request("**/war-room/"):
        shown.clock.run_for(REFRESH_SECONDS * 1000)
    shown.evaluate(HIDE)  # while it waits for an answer
    leads_wait(title="Trouble")
    held[0].continue_()
    expect(shown.locator("#incidents")).to_contain_text("Trouble")

    asked: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    shown.clock.run_for(5 * REFRESH_SECONDS * 1000)
    assert asked == []

"""The console in a real browser: keyboard, what it remembers, narrow screens, and the texts of the picture."""

import pytest
from playwright.sync_api import Page, expect

from core.models import User
from leads.timeline import Timeline, render_timeline
from tests.browser import Live
from tests.console.examples import timeline

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/admin/leads/lead/"
FRAME = (360, 740)


@pytest.fixture
def anna(live: Live) -> User:
    user = User.objects.create_superuser("anna", password="korrekt-pferd-heft", language="de")
    live.login(user)
    return user


def wider_than_the_screen(page: Page) -> list[str]:
    """What reaches beyond the right edge, so that the page would scroll sideways."""
    found: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
           [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
             .map((e) => `${e.tagName}.${e.className}`)"""
    )
    return found


@pytest.mark.parametrize("path", ["/admin/", LIST, "/admin/leads/lead/add/", "/admin/password_change/"])
def test_no_page_scrolls_sideways_on_a_narrow_screen(live: Live, anna: User, path: str) -> None:
    live.page.set_viewport_size({"width": FRAME[0], "height": FRAME[1]})
    assert wider_than_the_screen(live.open(path)) == []


def test_slash_goes_to_the_search_field(live: Live, anna: User) -> None:
    page = live.open(LIST)
    page.keyboard.press("/")
    expect(page.locator("#searchbar")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.locator("#searchbar")).to_have_value("a/b")


def test_escape_closes_an_open_menu_and_returns_to_it(live: Live, anna: User) -> None:
    page = live.open(LIST)
    page.locator(".user-menu summary").click()
    page.keyboard.press("Escape")
    expect(page.locator(".user-menu")).not_to_have_attribute("open", "")
    expect(page.locator(".user-menu summary")).to_be_focused()


def test_a_click_elsewhere_closes_a_menu(live: Live, anna: User) -> None:
    page = live.open(LIST)
    page.locator(".filter-menu summary").first.click()
    page.locator("h1").click()
    expect(page.locator("details.menu[open]")).to_have_count(0)


def test_control_and_enter_send_a_form(live: Live, anna: User) -> None:
    page = live.open("/admin/auth/group/add/")
    page.locator("#id_name").fill("Nachtschicht")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_density_and_navigation_are_remembered(live: Live, anna: User) -> None:
    page = live.open(LIST)
    page.locator("[data-sets-density]").click()
    page.locator("#nav-toggle").click()
    page = live.open(LIST)
    expect(page.locator("html")).to_have_attribute("data-density", "compact")
    expect(page.locator("[data-sets-density]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#console-nav")).to_be_hidden()


def test_on_a_narrow_screen_the_navigation_is_a_drawer(live: Live, anna: User) -> None:
    live.page.set_viewport_size({"width": FRAME[0], "height": FRAME[1]})
    page = live.open(LIST)
    expect(page.locator("#console-nav")).to_be_hidden()
    page.locator("#nav-toggle").click()
    expect(page.locator("#console-nav")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#console-nav")).to_be_hidden()


def overlapping_texts(page: Page, drawn: Timeline) -> list[str]:
    """Put a picture into the page and return the pairs of its visible texts that lie over each other."""
    markup = "".join(render_timeline(drawn, ident="t").renderings)
    found: list[str] = page.evaluate(
        """(markup) => {
          const content = document.querySelector("#content");
          content.innerHTML = `<div class="panel"><div class="timeline">${markup}</div></div>`;
          const texts = [...content.querySelectorAll("text")].map((node) => [node, node.getBoundingClientRect()])
            .filter(([, box]) => box.width);
          const clash = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
          return texts.flatMap(([one, a], index) => texts.slice(index + 1).filter(([, b]) => clash(a, b))
            .map(([other]) => `${one.textContent} / ${other.textContent}`));
        }""",
        markup,
    )
    assert page.locator(".timeline text:visible").count() > 5
    return found


@pytest.mark.parametrize("width", [360, 700, 1024, 1400])
def test_texts_of_the_picture_keep_apart_in_real_fonts(live: Live, anna: User, width: int) -> None:
    live.page.set_viewport_size({"width": width, "height": 900})
    assert overlapping_texts(live.open("/admin/"), timeline()) == []

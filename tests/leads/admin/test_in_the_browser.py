"""The lead admin in a real browser: by keyboard, in bulk, in the dark, on a narrow screen."""

import re

import pytest
from playwright.sync_api import Page, expect

from leads.models import Lead, LeadHold
from tests.browser import Live
from tests.factories import UserFactory
from tests.leads.admin.desk import LIST, page_of
from tests.leads.admin.doors import DOORS, SUPERUSER, set_scene
from tests.leads.moments import lead_in_base, lead_in_grace

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "korrekt-pferd-heft"
OPEN = [name for name, (_, allowed) in DOORS.items() if SUPERUSER in allowed]


def _sideways(page: Page) -> int:
    wider: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return wider


def test_a_clock_is_stopped_by_keyboard(live: Live) -> None:
    clerk = UserFactory.create(role="clerk", username="anna")
    clerk.set_password(PASSWORD)
    clerk.save()
    lead, _other = lead_in_grace(company="Weinhaus Müller"), lead_in_base(company="Gasthof Krone")

    page = live.open("/admin/login/")
    page.locator("#id_username").fill("anna")
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Jörg")
    page.keyboard.press("/")
    page.keyboard.type("muller")
    page.keyboard.press("Enter")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Weinhaus Müller").click()
    expect(page.locator(".timeline .hold")).to_have_count(0)
    page.locator(f"a[href$='/{lead.pk}/do/hold/']").first.click()
    page.locator("#id_reason_code").select_option("SAMPLE")
    page.locator("#id_reason").fill("Käsemuster")
    page.keyboard.press("Control+Enter")
    expect(page.locator("table.comparison")).to_be_visible()
    assert not LeadHold.objects.exists()
    page.locator("#id_reason").focus()
    page.keyboard.press("Control+Enter")

    expect(page).to_have_url(live.url + page_of(lead))
    expect(page.locator("#holds tbody tr")).to_have_count(1)
    expect(page.locator(".timeline svg").first).to_contain_text("Muster geschuldet")
    assert LeadHold.objects.get().created_by == clerk


def test_many_clocks_are_stopped_at_once(live: Live) -> None:
    live.login(UserFactory.create(role="clerk"))
    for company in ("Adler", "Bären", "Krone"):
        lead_in_base(company=company)

    page = live.open(LIST)
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("place_holds")
    page.locator("button[name=index]").click()
    expect(page.locator("table.listing tbody tr")).to_have_count(3)
    assert not LeadHold.objects.exists()
    page.locator("#id_reason_code").select_option("PRICE")
    page.locator("input[name=confirm]").click()

    expect(page.locator("table.listing .badge-good")).to_have_count(3)
    assert LeadHold.objects.filter(end_at=None).count() == Lead.objects.count() == 3


def test_every_page_keeps_to_the_policy_in_the_dark(live: Live) -> None:
    """The fixture fails on whatever the browser complains about."""
    live.login(UserFactory.create(is_staff=True, is_superuser=True))
    scene = set_scene()
    live.page.emulate_media(color_scheme="dark")
    for name in OPEN:
        page = live.open(DOORS[name][0](scene))
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert max(int(part) for part in re.findall(r"\d+", ground)[:3]) < 80, (name, ground)


def test_no_page_scrolls_sideways_on_a_telephone(live: Live) -> None:
    live.login(UserFactory.create(is_staff=True, is_superuser=True))
    scene = set_scene()
    live.page.set_viewport_size({"width": 390, "height": 844})
    wider = {name: _sideways(live.open(DOORS[name][0](scene))) for name in OPEN}
    assert {name: by for name, by in wider.items() if by > 0} == {}

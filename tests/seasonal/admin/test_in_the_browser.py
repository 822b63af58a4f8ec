"""The year planner and the calculator in a real browser, on a desk and on a telephone."""

import pytest
from playwright.sync_api import Page, expect

from seasonal.models import CapacityPlan
from tests.browser import Live
from tests.factories import UserFactory
from tests.seasonal.admin.scene import campaign, plan, season

pytestmark = pytest.mark.django_db(transaction=True)
YEAR, CALCULATOR = "/admin/seasonal/season/year/?year=2027", "/admin/seasonal/capacityplan/calculator/"


def _wider_than_the_screen(shown: Page) -> int:
    return int(shown.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_fits(live: Live, width: int) -> None:
    campaign()
    one, made = season(), plan()
    live.login(UserFactory.create(role="administrator"))
    live.page.set_viewport_size({"width": width, "height": 844})
    season_page = f"/admin/seasonal/season/{one.pk}"
    plan_page = f"/admin/seasonal/capacityplan/{made.pk}"
    for path in (
        YEAR,
        CALCULATOR,
        f"{season_page}/change/",
        f"{season_page}/edit/",
        f"{season_page}/copy/",
        f"{season_page}/step/open/",
        f"{plan_page}/change/",
        f"{plan_page}/actual/",
        "/admin/seasonal/baseline/upload/",
        "/admin/seasonal/regionshare/add/",
        "/admin/seasonal/baseline/",
    ):
        assert _wider_than_the_screen(live.open(path)) <= 0, path


@pytest.mark.parametrize("width", [1440, 390])
def test_no_name_in_the_picture_of_a_year_leaves_it(live: Live, width: int) -> None:
    campaign()
    live.login(UserFactory.create(role="viewer"))
    live.page.set_viewport_size({"width": width, "height": 844})
    shown = live.open(YEAR)
    frame = shown.locator(".year-chart").bounding_box()
    assert frame is not None
    for box in shown.locator(".year-chart text").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).filter(b => b.width).map(b => [b.left, b.right])"
    ):
        assert frame["x"] - 1 <= box[0]
        assert box[1] <= frame["x"] + frame["width"] + 1


def test_a_plan_is_calculated_and_saved(live: Live) -> None:
    live.login(UserFactory.create(role="lead", language="en"))
    shown = live.open(CALCULATOR)
    shown.locator("#what-if-season").select_option(label="Oktoberfest 2027")
    shown.get_by_label("Factor Germany").fill("6")
    shown.get_by_role("button", name="Calculate").click()
    expect(shown.locator("#instances")).to_contain_text("40/s × 6")
    assert not CapacityPlan.objects.exists()

    shown.get_by_label("Name of the plan").fill("Cautious")
    shown.get_by_role("button", name="Save as a plan").click()
    expect(shown.locator(".messagelist .success")).to_contain_text("Cautious")
    expect(shown.locator("#instances")).to_contain_text("40/s × 6")

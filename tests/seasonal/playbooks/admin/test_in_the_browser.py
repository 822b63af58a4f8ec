"""Playbooks in a real browser, on a desk and on a telephone."""

import pytest
from playwright.sync_api import Page, expect

from seasonal.models import Season
from seasonal.services.seasons import open_season
from tests.browser import Live
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
BASE = "/admin/seasonal"


def opened() -> Season:
    season = Season.objects.get(kind="oktoberfest", starts_on__year=2027)
    open_season(season=season, actor=UserFactory.create(role="lead"))
    return season


def _wider_than_the_screen(shown: Page) -> int:
    return int(shown.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_fits(live: Live, width: int) -> None:
    season = opened()
    milestone, freeze = season.milestones.get(code="forecast"), season.freezes.get()
    live.login(UserFactory.create(role="administrator"))
    live.page.set_viewport_size({"width": width, "height": 844})
    for path in (
        f"milestone/season/{season.pk}/",
        f"milestone/{milestone.pk}/skip/",
        f"milestone/{milestone.pk}/plan/",
        "milestone/",
        "milestonetemplate/",
        f"freezewindow/{freeze.pk}/change/",
        f"freezewindow/{freeze.pk}/edit/",
        "freezewindow/",
        "drillrecord/add/",
        "dailyreview/add/",
        "latenotice/",
    ):
        assert _wider_than_the_screen(live.open(f"{BASE}/{path}")) <= 0, path


def test_a_milestone_is_ticked(live: Live) -> None:
    season = opened()
    live.login(UserFactory.create(role="clerk", language="en"))
    shown = live.open(f"{BASE}/milestone/season/{season.pk}/")
    row = shown.locator("#milestones tr", has_text="Restore drill")
    row.get_by_role("link", name="Tick").click()
    shown.get_by_label("Note").fill("restored in 12 minutes")
    shown.get_by_role("button", name="Tick").click()
    expect(row).to_contain_text("restored in 12 minutes")
    expect(row).to_contain_text("done")

    shown.get_by_role("button", name="Check now").click()
    freeze = shown.locator("#milestones tr", has_text="Release freeze begins")
    expect(freeze).to_contain_text("by itself")


@pytest.mark.parametrize("width", [1440, 390])
def test_a_report_is_drafted_completed_and_published(live: Live, width: int) -> None:
    past = Season.objects.get(kind="christmas", starts_on__year=2024)
    live.login(UserFactory.create(role="lead", language="en"))
    live.page.set_viewport_size({"width": width, "height": 844})
    shown = live.open(f"{BASE}/milestone/season/{past.pk}/")
    shown.locator(".object-actions").get_by_role("link", name="Report").click()
    shown.get_by_role("button", name="Draft the report").click()
    expect(shown.locator(".prose")).to_contain_text("Report: Christmas 2024")
    assert _wider_than_the_screen(shown) <= 0

    shown.get_by_label("Report (Markdown)").fill("# Christmas\n\nCalm.")
    shown.get_by_role("button", name="Save", exact=True).click()
    expect(shown.locator(".prose")).to_contain_text("Calm.")
    shown.get_by_text("Publish …").click()
    shown.get_by_role("button", name="Publish", exact=True).click()
    expect(shown.get_by_role("heading", level=1)).to_contain_text("published")
    expect(shown.get_by_label("Report (Markdown)")).to_have_count(0)

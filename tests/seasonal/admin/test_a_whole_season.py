"""A season from its plan to its report, by the pages that people use."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from core.version import version
from core.walltime import berlin_wall
from seasonal.models import Provisioning, Season, SeasonReport
from seasonal.services.load_tests import record_load_test
from seasonal.tasks import provision_season
from tests.browser import Live
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
BASE = "/admin/seasonal"


@pytest.fixture
def today() -> date:
    return berlin_wall(timezone.now()).date()


def test_a_season_from_its_plan_to_its_report(live: Live, today: date) -> None:
    lead = UserFactory.create(role="lead", language="en")
    live.page.set_default_timeout(8000)
    live.login(lead)
    season = it_is_planned(live, today)
    page = f"{BASE}/season/{season.pk}/change/"
    it_is_opened(live, page)
    its_capacity_is_computed(live, season)
    its_manifests_are_approved_and_exported(live, season, lead)
    its_playbook_is_worked(live, season)
    it_is_activated_rolled_back_and_activated_again(live, page)
    a_day_of_it_is_reviewed(live, season)
    it_is_ended_and_what_came_is_entered(live, season, page)
    it_is_reported_on(live, season)


def it_is_planned(live: Live, today: date) -> Season:
    shown = live.open(f"{BASE}/season/add/")
    for field, value in {
        "kind": "barbecue",
        "starts_on": (today - timedelta(days=1)).isoformat(),
        "ends_on": (today + timedelta(days=20)).isoformat(),
        "overall_factor": "2",
    }.items():
        shown.locator(f"#id_{field}").fill(value)
    shown.get_by_role("button", name="Save", exact=True).click()
    season = Season.objects.get(kind="barbecue")
    expect(live.open(f"{BASE}/season/{season.pk}/change/").locator("h1")).to_contain_text("planned")
    return season


def it_is_opened(live: Live, page: str) -> None:
    shown = live.open(page)
    shown.get_by_role("link", name="Open", exact=True).click()
    confirm(shown)
    expect(shown.locator("h1")).to_contain_text("being prepared")


def its_capacity_is_computed(live: Live, season: Season) -> None:
    shown = live.open(f"{BASE}/capacityplan/calculator/?season={season.pk}")
    expect(shown.locator("#instances")).to_contain_text("40/s")
    shown.get_by_label("Name of the plan").fill("Barbecue")
    shown.get_by_role("button", name="Save as a plan").click()
    expect(shown.locator(".messagelist .success")).to_contain_text("Barbecue")


def its_manifests_are_approved_and_exported(live: Live, season: Season, lead: object) -> None:
    shown = live.open(f"{BASE}/provisioning/begin/{season.pk}/")
    confirm(shown)
    expect(shown.locator("main")).to_contain_text("0 of 5")
    row = Provisioning.objects.get(season=season)
    provision_season.apply(args=(row.pk,))  # what the worker does that was told
    expect(shown.locator("main")).to_contain_text("5 of 5")
    with shown.expect_download() as started:
        shown.get_by_role("link", name="Download all").click()
    assert started.value.suggested_filename == f"freshops-barbecue-{row.pk}.zip"


def its_playbook_is_worked(live: Live, season: Season) -> None:
    record_load_test(evidence={
        "at": datetime.now(UTC).isoformat(), "version": version(), "machine": "2 cores", "season": season.pk,
        "scale": 2, "rate": 12, "seconds": 120, "failures": [],
    })  # fmt: skip
    shown = live.open(f"{BASE}/milestone/season/{season.pk}/")
    shown.get_by_role("button", name="Check now").click()
    for title in ("Capacity plan", "Final load test", "Provisioning"):
        row = shown.locator("#milestones tr", has_text=title).first
        expect(row).to_contain_text("by itself")
    row = shown.locator("#milestones tr", has_text="Restore drill")
    row.get_by_role("link", name="Tick").click()
    shown.get_by_label("Note").fill("restored in 12 minutes")
    shown.get_by_role("button", name="Tick").click()
    expect(row).to_contain_text("restored in 12 minutes")


def it_is_activated_rolled_back_and_activated_again(live: Live, page: str) -> None:
    activate(live, page, "Guests are there already.")
    shown = live.open(page)
    shown.get_by_role("link", name="Roll back").click()
    shown.get_by_label("Reason").fill("A day too early.")
    confirm(shown)
    expect(shown.locator("h1")).to_contain_text("being prepared")
    activate(live, page, "Now they are.")


def activate(live: Live, page: str, reason: str) -> None:
    shown = live.open(page)
    shown.get_by_role("link", name="Activate").click()
    shown.get_by_label("Reason").fill(reason)
    confirm(shown)
    expect(shown.locator("h1")).to_contain_text("active")


def a_day_of_it_is_reviewed(live: Live, season: Season) -> None:
    shown = live.open(f"{BASE}/milestone/season/{season.pk}/")
    shown.get_by_role("link", name="Write a daily review").click()
    shown.get_by_label("What was noticed", exact=False).fill("Charcoal sold out at noon.")
    shown.get_by_role("button", name="Save", exact=True).click()
    expect(live.open(f"{BASE}/milestone/season/{season.pk}/").locator("#reviews")).to_contain_text("Charcoal")


def it_is_ended_and_what_came_is_entered(live: Live, season: Season, page: str) -> None:
    shown = live.open(page)
    shown.get_by_role("link", name="End", exact=True).click()
    confirm(shown)
    expect(shown.locator("h1")).to_contain_text("over")
    plan = season.plans.get(name="Barbecue")
    shown = live.open(f"{BASE}/capacityplan/{plan.pk}/actual/")
    shown.get_by_label("Workload").select_option(index=0)
    shown.get_by_label("Highest requests per second", exact=False).fill("77")
    shown.get_by_label("Instances needed", exact=False).fill("4")
    shown.get_by_role("button", name="Record").click()
    assert plan.actuals.get().peak_rate == Decimal(77)


def it_is_reported_on(live: Live, season: Season) -> None:
    shown = live.open(f"{BASE}/milestone/season/{season.pk}/")
    shown.get_by_role("link", name="Report", exact=True).click()
    shown.get_by_role("button", name="Draft the report").click()
    text = shown.locator(".postmortem-text")
    for told in ("77", "Restore drill", "A day too early.", "Charcoal sold out at noon."):
        expect(text).to_contain_text(told)
    shown.locator("summary", has_text="Publish").click()
    shown.get_by_role("button", name="Publish", exact=True).click()
    expect(shown.locator("h1")).to_contain_text("published")
    assert SeasonReport.objects.get(season=season).published_by is not None
    with shown.expect_download() as started:
        shown.get_by_role("link", name="As Markdown").click()
    assert started.value.suggested_filename.endswith(".md")


def confirm(shown: Page) -> None:
    shown.locator("input[name=confirm]").click()

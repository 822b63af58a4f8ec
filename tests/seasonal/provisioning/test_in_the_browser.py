"""Preparing a season in a real browser: the page follows what a worker does, without being asked."""

import pytest
from playwright.sync_api import expect

from seasonal.models import Provisioning
from seasonal.services.provisioning import provision
from tests.browser import Live
from tests.factories import UserFactory
from tests.seasonal.provisioning.scene import opened

pytestmark = pytest.mark.django_db(transaction=True)
BASE = "/admin/seasonal"


def test_from_the_season_to_its_files(live: Live) -> None:
    season = opened()
    live.login(UserFactory.create(role="administrator", language="en"))
    shown = live.open(f"{BASE}/season/{season.pk}/change/")
    shown.get_by_role("link", name="Prepare capacity").click()
    shown.get_by_role("button", name="Prepare").click()
    expect(shown.locator(".facts")).to_contain_text("0 of 5")

    provision(Provisioning.objects.get().pk)
    expect(shown.locator("#steps")).to_contain_text("waiting for an approval", timeout=20_000)
    shown.get_by_role("link", name="Approve", exact=True).click()
    shown.get_by_label("approve as many as the model wants").check()
    shown.get_by_label("Reason").fill("Budget of July")
    shown.get_by_role("button", name="Approve").click()
    expect(shown.locator(".object-head")).to_contain_text("running")

    provision(Provisioning.objects.get().pk)
    expect(shown.locator(".facts")).to_contain_text("5 of 5", timeout=20_000)
    with shown.expect_download() as download:
        shown.get_by_role("link", name="Download all").click()
    assert download.value.suggested_filename.endswith(".zip")


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_fits(live: Live, width: int) -> None:
    season = opened()
    boss = UserFactory.create(role="administrator", language="en")
    row = Provisioning.objects.create(season=season, begun_by=boss)
    provision(row.pk)
    live.login(boss)
    live.page.set_viewport_size({"width": width, "height": 844})
    for path in (
        f"{BASE}/season/{season.pk}/change/",
        f"{BASE}/provisioning/",
        f"{BASE}/provisioning/{row.pk}/change/",
        f"{BASE}/provisioning/{row.pk}/approve/",
        f"{BASE}/provisioning/{row.pk}/cancel/",
        f"{BASE}/provisioning/manifests/{season.pk}/",
        f"{BASE}/provisioning/manifests/{season.pk}/?file=2027/freshops-queries-de.yaml",
    ):
        shown = live.open(path)
        assert shown.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path

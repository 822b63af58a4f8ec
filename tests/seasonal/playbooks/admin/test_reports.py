"""The report of a season in the admin."""

import pytest

from seasonal.models import Season, SeasonReport
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk
from tests.leads.admin.doors import EVERYONE, FROM_CLERK, FROM_LEAD

pytestmark = pytest.mark.django_db


@pytest.fixture
def past() -> Season:
    """One that is over."""
    return Season.objects.get(kind="christmas", starts_on__year=2024)


def page(season: Season, part: str = "") -> str:
    return f"/admin/seasonal/seasonreport/season/{season.pk}/en/{part}"


@pytest.mark.parametrize("role", EVERYONE)
def test_who_works_playbooks_reads_and_writes_it_and_who_plans_publishes(
    desk: NewDesk, past: Season, role: str | None
) -> None:
    someone = desk(role)
    assert someone.get(page(past)).status == (200 if role in FROM_CLERK else 403)
    assert someone.get("/admin/seasonal/seasonreport/").status == (200 if role in FROM_CLERK else 403)
    assert someone.post(page(past), {"draft": "1"}).status == (302 if role in FROM_CLERK else 403)
    desk("clerk").post(page(past), {"draft": "1"})
    assert someone.get(page(past, "download/")).status == (200 if role in FROM_CLERK else 403)
    assert someone.post(page(past, "publish/"), {}).status == (302 if role in FROM_LEAD else 403)


def test_figures_of_all_territories_are_read_by_those_who_have_them(desk: NewDesk, past: Season) -> None:
    assert desk("lead", territories=["DE", "CH"]).get(page(past)).status == 403


def test_it_is_drafted_completed_and_published(planner: Desk, past: Season) -> None:
    assert "Nobody has drafted it yet" in planner.get(page(past)).text
    shown = planner.post(page(past), {"draft": "1"}, follow=True)
    assert "Report: Christmas 2024" in shown.text
    unsaved = planner.post(page(past), {"text": "# Ours", "preview": "1"})
    assert "not saved yet" in unsaved.text
    assert SeasonReport.objects.get().text != "# Ours\n"
    planner.post(page(past), {"text": "# Ours\n\n<script>alert(1)</script>", "save": "1"})
    assert SeasonReport.objects.get().text.startswith("# Ours")
    assert "<script>alert" not in planner.get(page(past)).response.content.decode()
    planner.post(page(past, "publish/"), {})
    done = planner.get(page(past))
    assert "published" in done.text
    assert "save" not in done.buttons
    again = planner.post(page(past), {"text": "# Other", "save": "1"})
    assert again.status == 422
    assert SeasonReport.objects.get().text.startswith("# Ours")


def test_it_is_downloaded_as_markdown(planner: Desk, past: Season) -> None:
    assert planner.get(page(past, "download/")).status == 404
    planner.post(page(past), {"draft": "1"})
    answer = planner.get(page(past, "download/")).response
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert 'filename="christmas-2024-report-en.md"' in answer["Content-Disposition"]
    assert answer.content.decode().startswith("# Report: Christmas 2024")


@pytest.mark.parametrize("language", ["fr", "x"])
def test_a_language_that_there_is_not(planner: Desk, past: Season, language: str) -> None:
    assert planner.get(f"/admin/seasonal/seasonreport/season/{past.pk}/{language}/").status == 404


def test_the_list_leads_to_it(planner: Desk, past: Season) -> None:
    planner.post(page(past), {"draft": "1"})
    assert page(past) in planner.get("/admin/seasonal/seasonreport/").links

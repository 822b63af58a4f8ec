"""Running the checks of a runbook from its page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.translation import activate

from leads.models import Lead
from operations.runbooks.admin.outcomes import Outcome, expectation, in_unit
from operations.runbooks.checks.registry import CHECKS, Check
from operations.runbooks.models import RunbookVersion
from tests.factories import LeadFactory
from tests.leads.admin.desk import Desk, Page
from tests.leads.admin.document import by_id, words
from tests.operations.runbooks.admin.conftest import NewDesk
from tests.operations.runbooks.admin.scene import full, page, published
from tests.operations.runbooks.documents import step

READ = page("read")


def _check(shown: Page, step: str) -> str:
    """The check of a step, in words."""
    return words(by_id(shown.root, f"check_{step}"))


def _field(shown: Page, ident: str) -> str:
    return by_id(shown.root, ident).get("value", "")


def test_a_result_is_shown_in_its_step(desk: NewDesk, coffee: RunbookVersion) -> None:
    lead: Lead = LeadFactory.create(territory="DE")
    shown = desk("viewer").post(READ, {"run": "check-lead", "lead_id": str(lead.pk)})
    assert shown.status == 200
    told = _check(shown, "check-lead")
    assert "for information" in told
    assert lead.company in told
    assert "measured" in told
    assert f"/admin/leads/lead/{lead.pk}/change/" in shown.links
    assert "measured" not in _check(shown, "check-soon")
    assert _field(shown, "check-lead-lead_id") == str(lead.pk)


def test_a_verdict_says_in_words_what_its_colour_means(desk: NewDesk) -> None:
    published(full(steps=[step("overdue", "check", check="reminders_overdue")], troubleshooting=[]))
    told = _check(desk("viewer").post(READ, {"run": "overdue"}), "overdue")
    assert "as expected expected: 0" in told


def test_the_sql_that_runs_is_shown(desk: NewDesk, coffee: RunbookVersion) -> None:
    told = _check(desk("viewer").get(READ), "check-soon")
    assert "The SQL that runs" in told
    assert "SELECT" in told
    assert "Within days 5" in told  # what the step fixes is named, and not asked for
    assert "check-soon-days" not in {element.get("id") for element in desk("viewer").get(READ).root.iter()}


def test_a_leads_page_fills_the_number_in(desk: NewDesk, coffee: RunbookVersion) -> None:
    assert _field(desk("viewer").get(READ, "lead_id=17"), "check-lead-lead_id") == "17"
    hostile = desk("viewer").get(READ, "lead_id=%22%3E%3Cscript%3E")
    assert "<script>" not in hostile.response.content.decode().partition("check-lead-lead_id")[2][:200]


@pytest.mark.parametrize("typed", ["", "x", "-1", "9" * 30])
def test_what_is_typed_wrong_is_said_at_the_field(desk: NewDesk, coffee: RunbookVersion, typed: str) -> None:
    shown = desk("viewer").post(READ, {"run": "check-lead", "lead_id": typed})
    assert shown.status == 200
    assert shown.errors["check-lead-lead_id"]
    assert "measured" not in _check(shown, "check-lead")


def test_whoever_lacks_the_right_sees_why_and_who_has_it(desk: NewDesk, coffee: RunbookVersion) -> None:
    viewer = desk("viewer")
    told = _check(viewer.get(READ), "check-database")
    assert "You may not run this check. These roles may: Clerk, Team lead, Administrator." in told
    assert "Run check" not in told
    assert viewer.post(READ, {"run": "check-database"}).status == 403
    assert "as expected" in _check(desk("clerk").post(READ, {"run": "check-database"}), "check-database")


def test_leads_of_other_territories_stay_unseen(desk: NewDesk, coffee: RunbookVersion) -> None:
    lead: Lead = LeadFactory.create(territory="DE", company="Gasthof zur Grenze")
    swiss = desk("viewer", territories=["CH"])
    told = _check(swiss.post(READ, {"run": "check-lead", "lead_id": str(lead.pk)}), "check-lead")
    assert "Grenze" not in told
    assert "No rows." in told


def test_a_check_that_fails_says_so_in_place(
    desk: NewDesk, coffee: RunbookVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Check(name="broken", title="Broken", description="", permission="leads.view_lead", sql="expiring_soon")
    monkeypatch.setitem(CHECKS, "protection_of_lead", broken)  # its SQL wants parameters that nobody gives
    monkeypatch.setitem(CHECKS, "broken", broken)
    shown = desk("viewer").post(READ, {"run": "check-lead"})
    assert shown.status == 200
    assert "The database did not answer the check." in _check(shown, "check-lead")


def test_only_checks_of_this_runbook_run_and_only_by_post(desk: NewDesk, coffee: RunbookVersion) -> None:
    viewer = desk("viewer")
    for wanted in ("look", "nothing", ""):
        assert viewer.post(READ, {"run": wanted}).status == 404
    assert "measured" not in viewer.get(READ, "run=check-soon").text
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(viewer.user)
    assert strict.post(READ, {"run": "check-soon"}).status_code == 403


def test_the_check_of_a_figure_runs_too(lead: Desk, coffee: RunbookVersion) -> None:
    assert "at least 95.0" in _check(lead.post(READ, {"run": "kpi_1"}), "kpi_1")


def test_units_in_words() -> None:
    activate("en")
    made = Check(name="x", title="", description="", permission="", at_most=900, unit="seconds")
    assert expectation(made) == "expected: at most 15 min"
    fresh = Check(name="x", title="", description="", permission="", at_most=0, fresh_within=timedelta(hours=26))
    assert expectation(fresh) == "expected: 0, measured within the last 26 h 0 min"
    between = Check(name="x", title="", description="", permission="", at_least=1, at_most=3)
    assert expectation(between) == "expected: from 1 to 3"
    assert in_unit(0.705, "share") == "70.5\u00a0%"
    assert in_unit(0.25, "seconds") == "0.25 s"
    assert in_unit(None, "count") == "–"
    assert in_unit(2048, "bytes") == "2.0\u00a0KB"
    assert Outcome(ident="x").labelled_rows() == []

"""The report of a season: drafted from what is recorded, completed, published for good."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from core.models import User
from operations.incidents.models import Incident
from seasonal.errors import SeasonConflict, SeasonRefused
from seasonal.models import Season, SeasonReport
from seasonal.reporting.markdown import table
from seasonal.reporting.sections import Section, register, sections
from seasonal.services.activation import activate_season, roll_back_activation
from seasonal.services.actuals import record_actual
from seasonal.services.capacity import gather_inputs, save_plan
from seasonal.services.evidence import record_drill, write_review
from seasonal.services.load_tests import record_load_test
from seasonal.services.playbooks import finish_milestone, reopen_milestone, skip_milestone
from seasonal.services.reports import draft_report, publish_report, save_report
from tests.operations.incidents.scenes import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def past(oktoberfest: Season, actor: User) -> Season:
    """Oktoberfest, a year earlier than it is: it is over, with a plan, what came, and a playbook."""
    inputs = gather_inputs(season=oktoberfest, territories=["DE", "CH", "AT"], day=oktoberfest.starts_on)
    plan = save_plan(actor=actor, season=oktoberfest, name="First", inputs=inputs)
    for workload, rate in (("queries", "171.2"), ("commands", "20")):
        record_actual(actor=actor, plan=plan, territory="DE", workload=workload, peak_rate=Decimal(rate), instances=4)
    skip_milestone(milestone=oktoberfest.milestones.get(code="warm-up"), actor=actor, note="no | time")
    finish_milestone(milestone=oktoberfest.milestones.get(code="forecast"), actor=actor)
    oktoberfest.milestones.filter(code="forecast").update(done_at=datetime(2027, 7, 23, 8, tzinfo=UTC))
    write_review(actor=actor, season=oktoberfest, day=date(2027, 9, 18), note="# Opening day\nbusy")
    record_drill(actor=actor, kind="RESTORE", on=date(2027, 8, 9), evidence="12 min", season=oktoberfest)
    Season.objects.filter(pk=oktoberfest.pk).update(state="OVER")
    oktoberfest.refresh_from_db()
    return oktoberfest


def draft(season: Season, actor: User, language: str = "en") -> SeasonReport:
    return draft_report(season=season, language=language, actor=actor)


def test_it_tells_plan_and_actual(past: Season, actor: User) -> None:
    text = draft(past, actor).text
    assert text.startswith("# Report: Oktoberfest 2027\n")
    assert "1 of 2 workloads came within ±10 % of it" in text
    assert "| Queries DE | 160/s | 171.2/s | +7.0 % (on target) |" in text
    assert "Of 4 workloads nobody has entered what came." in text


def test_what_came_counts_although_another_plan_was_computed_since(past: Season, actor: User) -> None:
    inputs = gather_inputs(season=past, territories=["DE"], day=past.starts_on)
    save_plan(actor=actor, season=past, name="Later", inputs=inputs)
    assert "Plan “First”: 1 of 2 workloads" in draft(past, actor).text


def test_it_tells_load_tests_and_who_switched(past: Season, actor: User) -> None:
    Season.objects.filter(pk=past.pk).update(state="OPEN")
    evidence = {"at": "2026-11-01T08:00:00Z", "version": "1c7d9b", "machine": "2 cores", "season": past.pk,
                "scale": 4, "rate": 24, "carries": 37.5, "failures": ["P95"]}  # fmt: skip
    record_load_test(evidence=evidence)
    activate_season(season=past, actor=actor, reason="Guests are there.")
    roll_back_activation(season=past, actor=actor, reason="Too early.")
    past.refresh_from_db()
    Season.objects.filter(pk=past.pk).update(state="OVER")
    past.refresh_from_db()
    text = draft(past, actor).text
    assert "4 × = 24/s | missed thresholds | 37.5/s | 1c7d9b |" in text
    assert "Guests are there." in text
    assert "Too early." in text


def test_it_tells_milestones_drills_and_days(past: Season, actor: User) -> None:
    text = draft(past, actor).text
    (row,) = [line for line in text.splitlines() if line.startswith("| Forecast")]
    assert row.split(" | ")[3] == "2"  # days late
    assert "no \\| time" in text
    assert "- **18 Sep 2027:** # Opening day busy" in text
    assert "Drill restore, 9 Aug 2027: it worked" in text


def test_incidents_and_key_figures_of_the_season_are_in_it(past: Season, actor: User) -> None:
    within, drill, before = opened(severity="SEV1"), opened(severity="SEV2"), opened(severity="SEV3")
    Incident.objects.filter(pk=within.pk).update(opened_at=datetime(2027, 9, 20, 8, tzinfo=UTC))
    Incident.objects.filter(pk=drill.pk).update(opened_at=datetime(2027, 9, 20, 8, tzinfo=UTC), is_drill=True)
    report = draft(past, actor)
    assert [each["pk"] for each in report.facts["incidents"]["rows"]] == [within.pk]
    assert before.pk != within.pk
    assert "SEV1: 1" in report.text
    assert f"[#{within.pk}](/admin/incidents/incident/{within.pk}/change/)" in report.text
    assert "## KPIs" in report.text


def test_it_is_written_in_either_language_from_the_same_facts(past: Season, actor: User) -> None:
    german, english = draft(past, actor, "de"), draft(past, actor)
    assert german.facts.keys() == english.facts.keys()
    assert "Prognose" in german.text
    assert "160/s | 171,2/s" in german.text


def test_a_season_that_has_not_begun_has_none(oktoberfest: Season, actor: User) -> None:
    with pytest.raises(SeasonRefused):
        draft(oktoberfest, actor)


def test_a_draft_is_changed_and_drafted_anew(past: Season, actor: User) -> None:
    report = draft(past, actor)
    save_report(report=report, actor=actor, text="# Mine\r\n")
    report.refresh_from_db()
    assert report.text == "# Mine\n"
    assert draft(past, actor).pk == report.pk
    report.refresh_from_db()
    assert report.text.startswith("# Report")


def test_an_empty_text_is_no_report(past: Season, actor: User) -> None:
    with pytest.raises(SeasonRefused) as refused:
        save_report(report=draft(past, actor), actor=actor, text=" \n")
    assert refused.value.field == "text"


def test_what_is_published_stays(past: Season, actor: User) -> None:
    report = publish_report(report=draft(past, actor), actor=actor)
    for again in (
        lambda: draft(past, actor),
        lambda: save_report(report=report, actor=actor, text="other"),
        lambda: publish_report(report=report, actor=actor),
        lambda: reopen_milestone(milestone=past.milestones.get(code="warm-up"), actor=actor),
    ):
        with pytest.raises(SeasonConflict):
            again()
    with pytest.raises(SeasonRefused):
        write_review(actor=actor, season=past, day=date(2027, 9, 18), note="nicer")


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_keeps_what_is_published(past: Season, actor: User, change: str) -> None:
    report = publish_report(report=draft(past, actor), actor=actor)
    rows = SeasonReport.objects.filter(pk=report.pk)
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        rows.update(text="other") if change == "update" else rows.delete()


def test_it_is_published_once_the_season_is_over(past: Season, actor: User) -> None:
    Season.objects.filter(pk=past.pk).update(state="ACTIVE")
    past.refresh_from_db()
    with pytest.raises(SeasonConflict):
        publish_report(report=draft(past, actor), actor=actor)


def test_a_code_belongs_to_one_section() -> None:
    other = Section(code="plan", order=1, title="Other", gather=lambda _season, _at: {}, write=lambda _facts: [])
    with pytest.raises(ValueError, match="plan"):
        register(other)
    assert [each.code for each in sections()][:2] == ["season", "plan"]


def test_what_people_wrote_stays_in_its_cell() -> None:
    assert table(["A", "B"], [("x | y", "# z\nw")]).splitlines()[2] == "| x \\| y | # z w |"

"""Where in a runbook to begin, alerts, and playbooks of a territory."""

import pytest

from operations.runbooks.deep_links import deep_links
from operations.runbooks.search.asking import Answer, ask
from tests.operations.runbooks.documents import both, step
from tests.operations.runbooks.search.writing import publish_about

# Every step of it that something leads to has to be there.
LANDINGS = {link.step for link in deep_links() if link.runbook == "reminder-pipeline" and link.step}
STEPS = [step(landing) for landing in sorted(LANDINGS)]

pytestmark = pytest.mark.usefixtures("library")


def answer_to(question: str, language: str = "en") -> Answer:
    return ask(question=question, language=language)


def test_the_step_that_fits_best() -> None:
    assert answer_to("dispatch by hand").candidates[0].anchor == "send"


def test_the_trouble_that_fits_best() -> None:
    assert answer_to("zweimal versendet", "de").candidates[0].anchor == "sent-twice"


def test_what_is_about_the_whole_begins_at_the_top() -> None:
    assert answer_to("protection reminders").candidates[0].anchor == ""


def test_the_lines_that_fit_are_told_in_the_language_asked_in() -> None:
    highlights = answer_to("dispatched twice").candidates[0].highlights
    assert (highlights[0].anchor, highlights[0].text) == ("sent-twice", "Dispatched twice")


@pytest.mark.parametrize("question", ["HeartbeatLost", "heartbeatlost", "heartbeat lost", "why HeartbeatLost?"])
def test_an_alert_by_its_name_leads_where_it_lands(question: str) -> None:
    publish_about("reminder-pipeline", title=both("Pipeline"), alerts=["HeartbeatLost"], steps=STEPS)
    publish_about("hearts", title=both("Heartbeat lost"), alerts=["HeartbeatLost"])
    best = answer_to(question).candidates[0]
    assert (best.version.runbook.slug, best.anchor, best.confidence) == ("reminder-pipeline", "check-heartbeat", 0.99)


def test_a_territory_is_found_by_its_name_its_people_and_its_code() -> None:
    for question in ("Schweiz", "schweizer Kunden", "was gilt für CH"):
        assert answer_to(question, "de").candidates[0].version.runbook.slug == "switzerland"


def test_a_playbook_comes_after_others_where_its_territory_is_not_named() -> None:
    publish_about(
        "austria",
        title=both("Samples at the customer"),
        summary=both("A sample was lost on its way."),
        territories=["AT"],
    )
    assert answer_to("sample lost").candidates[0].version.runbook.slug == "samples"
    assert answer_to("sample lost in Austria").candidates[0].version.runbook.slug == "austria"

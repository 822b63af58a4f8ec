"""The runbooks in docs/runbooks: each can be published, and everything that is copied from them at night works."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from operations.runbooks.alerts import ALERTS
from operations.runbooks.checks.registry import CHECKS
from operations.runbooks.content.commands import PREFIX, why_no_command
from operations.runbooks.content.document import LANGUAGES, anchors_of, text_in
from operations.runbooks.content.files import parse_file, render_file
from operations.runbooks.content.markdown import links_in
from operations.runbooks.content.validation import problems_of, why_no_link
from operations.runbooks.deep_links import deep_links
from operations.runbooks.models import RunbookVersion
from operations.runbooks.responsibilities import Responsibility, Severity
from operations.runbooks.services.drafts import save_draft
from operations.runbooks.services.publishing import publish_drafts
from tests.operations.runbooks.checks.asking import ask, sample_parameters
from tests.operations.runbooks.checks.scene import set_scene
from tests.operations.runbooks.files import FILES, anchors, content_of, contents, each_file, fences, texts_of

# Written as alerts are, and none.
PROPER_NAMES = {"FreshFoodz", "FreshOps", "MwSt"}


def test_there_are_some() -> None:
    assert len(FILES) >= 14


@each_file
def test_a_file_holds_the_runbook_that_it_is_called_after(path: Path) -> None:
    content = content_of(path)
    assert content["slug"] == path.stem
    assert parse_file(render_file(content)) == content


@pytest.mark.django_db
@each_file
def test_everything_in_it_exists(path: Path) -> None:
    assert problems_of(content_of(path), anchors()) == []


@pytest.mark.django_db
def test_all_of_them_can_be_published_together() -> None:
    for content in contents().values():
        save_draft(content=content, actor=None)
    publish_drafts(slugs=list(contents()), actor=None)
    assert RunbookVersion.objects.current().count() == len(FILES)


@pytest.mark.django_db
def test_every_check_of_a_step_runs() -> None:
    scene = set_scene()
    for slug, content in contents().items():
        for step in content["steps"]:
            if step["kind"] == "check":
                check, given = CHECKS[step["check"]], step.get("parameters", {})
                samples = sample_parameters(check, scene.lead.pk, scene.correlation_id)
                result = ask(check.name, **(samples | given))
                assert list(result.columns) == list(check.columns), (slug, step["id"])


@each_file
def test_both_languages_have_the_same_blocks(path: Path) -> None:
    for kind in ("sql", "sql-write", "console"):
        german, english = (
            # What a person writes into a statement is in the language of the text.
            [re.sub("'[^']*'", "''", fence) for fence in fences(content_of(path), language, kind)]
            for language in LANGUAGES
        )
        assert german == english


@each_file
def test_every_command_is_taken(path: Path) -> None:
    content = content_of(path)
    lines = [step["command"] for step in content["steps"] if step["kind"] == "command"]
    for language in LANGUAGES:
        lines += [line for fence in fences(content, language, "console") for line in fence.splitlines()]
    wrong = {line: why_no_command(line) for line in lines}
    assert {line: why for line, why in wrong.items() if why is not None} == {}


@each_file
def test_every_command_in_a_text_is_taken(path: Path) -> None:
    """Also one within a line, as in `manage.py check_heartbeat --job relay`; by its name alone it need only exist."""
    lines = {line for text in texts_of(content_of(path)) for line in re.findall(rf"`{PREFIX} ([^`]+)`", text)}
    assert {line.split()[0] for line in lines} <= set(get_commands())
    # Where a person fills something in, it stands in angle brackets.
    complete = {f"{PREFIX} {re.sub('<[^>]*>', '1', line)}" for line in lines if " " in line}
    assert {line: why for line in complete if (why := why_no_command(line)) is not None} == {}


@each_file
def test_every_link_leads_somewhere(path: Path) -> None:
    content = content_of(path)
    links = {link for text in texts_of(content) for link in links_in(text)}
    links |= {each["link"] for each in content["troubleshooting"] if "link" in each}
    wrong = {link: why_no_link(link, content["slug"], anchors()) for link in links}
    assert {link: why for link, why in wrong.items() if why is not None} == {}


@each_file
def test_both_languages_have_the_same_links(path: Path) -> None:
    german, english = (
        sorted(link for text in texts_of(text_in(language, content_of(path))) for link in links_in(text))
        for language in LANGUAGES
    )
    assert german == english


def test_every_alert_is_answered_by_a_runbook_and_leads_into_one() -> None:
    named = {alert for content in contents().values() for alert in content["alerts"]}
    assert named == set(ALERTS)
    for link in deep_links():
        content = contents()[link.runbook]
        assert not link.step or link.step in anchors_of(content), link
    for alert in ALERTS.values():
        assert alert.name in contents()[alert.runbook]["alerts"], alert


@each_file
def test_every_alert_role_and_severity_that_it_names_is_known(path: Path) -> None:
    content = content_of(path)
    text = "\n".join(texts_of(content))
    assert set(re.findall(r"\b[A-Z][a-z]+(?:[A-Z][a-z]+){1,3}\b", text)) - PROPER_NAMES <= set(ALERTS)
    assert set(re.findall(r"\bSEV\d+\b", text)) <= set(Severity.values)
    roles = {content["owner"], *(rung["role"] for rung in content["escalation"])}
    assert roles <= set(Responsibility.values)

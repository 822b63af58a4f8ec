"""Whether a document is a runbook: its form by the schema, and that everything it names exists."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from jsonschema_rs import Draft202012Validator

from journal.contracts.words import Fault, faults_of
from operations.runbooks.addresses import OUTSIDE
from operations.runbooks.alerts import ALERTS
from operations.runbooks.checks.registry import CHECKS
from operations.runbooks.content.commands import why_no_command
from operations.runbooks.content.document import Anchors, Content, anchors_of
from operations.runbooks.content.files import DocumentError
from operations.runbooks.content.markdown import fences_in, has_heading, links_in
from operations.runbooks.content.statements import why_no_query, why_no_statement
from operations.runbooks.responsibilities import Responsibility


def check_content(content: Content, others: Anchors) -> None:
    """Refuse a document in which something is wrong, with all of it named: DocumentError, `params["problems"]`."""
    problems = problems_of(content, others)
    if problems:
        first = f"{problems[0].pointer}: {problems[0].reason}"
        raise DocumentError(
            _("%(count)s problems, the first: %(first)s") % {"count": len(problems), "first": first}
            if len(problems) > 1
            else first,
            params={"problems": [{"pointer": each.pointer, "reason": each.reason} for each in problems]},
        )


def problems_of(content: Content, others: Anchors) -> list[Fault]:
    """What is wrong with a document, in the present language: its form, or else the names that nobody knows.

    `others`: the published runbooks beside this one.
    """
    faults = faults_of(list(_validator().iter_errors(content)))
    return faults or sorted(_unknown_names(content, others), key=lambda fault: fault.pointer)


def _unknown_names(content: Content, others: Anchors) -> Iterator[Fault]:
    roles = set(Responsibility.values)
    yield from _unless(content["owner"] in roles, "/owner", _("There is no role “%s”.") % content["owner"])
    for number, alert in enumerate(content["alerts"]):
        yield from _unless(alert in ALERTS, f"/alerts/{number}", _("There is no alert “%s”.") % alert)
    for number, kpi in enumerate(content["kpis"]):
        if "check" in kpi:
            yield from _unless(kpi["check"] in CHECKS, f"/kpis/{number}/check", _no_check(kpi["check"]))
    for number, step in enumerate(content["steps"]):
        yield from _step(step, f"/steps/{number}")
    for number, rung in enumerate(content["escalation"]):
        pointer = f"/escalation/{number}/role"
        yield from _unless(rung["role"] in roles, pointer, _("There is no role “%s”.") % rung["role"])
    yield from _order(content["escalation"])
    yield from _twice(content)
    anchors = {**others, content["slug"]: anchors_of(content)}
    for pointer, text in _texts(content, ""):
        yield from _unless(not has_heading(text), pointer, _("No headings above the third level (###), please."))
        for wrong in filter(None, _wrong_code(text)):
            yield Fault(pointer, wrong)
    for pointer, link in _links(content):
        why = why_no_link(link, content["slug"], anchors)
        yield from _unless(why is None, pointer, why or "")


def _step(step: dict[str, Any], pointer: str) -> Iterator[Fault]:
    if step["kind"] == "check":
        check = CHECKS.get(step["check"])
        if check is None:
            yield Fault(f"{pointer}/check", _no_check(step["check"]))
            return
        for name, value in step.get("parameters", {}).items():
            why = check.why_not(name, value)
            yield from _unless(why is None, f"{pointer}/parameters/{name}", why or "")
    if step["kind"] == "command":
        why = why_no_command(step["command"])
        yield from _unless(why is None, f"{pointer}/command", why or "")


def _wrong_code(text: str) -> Iterator[str | None]:
    yield from map(why_no_query, fences_in(text, "sql"))
    yield from map(why_no_statement, fences_in(text, "sql-write"))
    for fence in fences_in(text, "console"):
        yield from map(why_no_command, fence.splitlines())


def _order(escalation: Sequence[dict[str, Any]]) -> Iterator[Fault]:
    """At night it is read from above: who is called first stands first."""
    for number, (earlier, later) in enumerate(pairwise(escalation), start=1):
        in_order = earlier["after_minutes"] <= later["after_minutes"]
        told = _("This comes earlier than the one above it. Put the earliest first.")
        yield from _unless(in_order, f"/escalation/{number}/after_minutes", told)


def why_no_link(link: str, slug: str, anchors: Anchors) -> str | None:
    """What is wrong with a link in the runbook `slug`; None for one that leads somewhere."""
    if link.startswith(OUTSIDE):
        return None
    if link.startswith("admin:"):
        try:
            reverse(link)
        except NoReverseMatch:
            return _("There is no page “%s”.") % link
        return None
    target, _mark, anchor = link.partition("#")
    target = target or slug
    if target not in anchors:
        return _("There is no published runbook “%s”.") % target
    if anchor and anchor not in anchors[target]:
        return _("There is no step “%(anchor)s” in the runbook “%(slug)s”.") % {"anchor": anchor, "slug": target}
    return None


def broken_links(content: Content, anchors: Anchors, *, into: Collection[str]) -> Iterator[Fault]:
    """The links of a document into the runbooks `into` (slugs) that lead nowhere, and nothing else that is wrong."""
    for pointer, link in _links(content):
        if link.partition("#")[0] in into and (why := why_no_link(link, content["slug"], anchors)):
            yield Fault(pointer, why)


def _links(content: Content) -> Iterator[tuple[str, str]]:
    for number, trouble in enumerate(content["troubleshooting"]):
        if "link" in trouble:
            yield f"/troubleshooting/{number}/link", trouble["link"]
    for pointer, text in _texts(content, ""):
        for link in links_in(text):
            yield pointer, link


def _texts(part: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(part, str):
        yield pointer, part
    elif isinstance(part, dict | list):
        for name, each in part.items() if isinstance(part, dict) else enumerate(part):
            yield from _texts(each, f"{pointer}/{name}")


def _twice(content: Content) -> Iterator[Fault]:
    seen: set[str] = set()
    for name in ("steps", "troubleshooting", "failure_scenarios"):
        for number, each in enumerate(content[name]):
            yield from _unless(
                each["id"] not in seen, f"/{name}/{number}/id", _("The id “%s” is there twice.") % each["id"]
            )
            seen.add(each["id"])


def _no_check(name: str) -> str:
    return _("There is no check “%s”.") % name


def _unless(right: bool, pointer: str, reason: str) -> Iterable[Fault]:
    return [] if right else [Fault(pointer, reason)]


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads(Path(__file__).with_name("runbook.v1.json").read_bytes())
    return Draft202012Validator(schema, validate_formats=True, formats={"date": _is_date})

"""A version of a runbook as JSON, in one language: what the library and the guided operations answer."""

from functools import lru_cache
from typing import Any

from django.utils.translation import override

from core.models import User
from operations.runbooks.addresses import absolute, link_address, read_address, run_check_address
from operations.runbooks.checks.registry import CHECKS
from operations.runbooks.content.document import Content, text_in
from operations.runbooks.content.markdown import render_markdown
from operations.runbooks.models import Contact, RunbookVersion
from operations.runbooks.responsibilities import RESPONSE_TIMES, Responsibility, Severity

SEE_CONTACTS = "runbooks.view_contact"
# Markdown takes milliseconds, and a version says the same for good; some 100 KB each.
_KEPT = 512


def render_version(version: RunbookVersion, language: str, user: User) -> dict[str, Any]:
    """What a valid version says in `language` (de, en), as far as `user` may know it; see `RunbookSerializer`.

    Markdown is there as it is written and as safe HTML; links lead to the pages of the admin. Contacts are only for
    those who may see them, the address at which a check is run only for those who may run it. Costs one query, for
    contacts. Parts of the answer are shared between calls: add to it at its top and to steps, change nothing in it.
    """
    said = _said(_Key(version), language)
    contacts = _contacts() if user.has_perm(SEE_CONTACTS) else None
    with override(language):
        steps = [_step_for(user, step) for step in said["action_steps"]]
    return {
        **said,
        "action_steps": steps,
        "escalation": [
            rung if contacts is None else {**rung, "contacts": contacts.get(rung["role"], [])}
            for rung in said["escalation"]
        ],
        "published_at": version.published_at,
    }


class _Key:
    """A version, equal to itself loaded anew."""

    def __init__(self, version: RunbookVersion) -> None:
        self.version = version
        self._identity = (version.runbook.slug, version.number, version.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other._identity == self._identity

    def __hash__(self) -> int:
        return hash(self._identity)


@lru_cache(maxsize=_KEPT)
def _said(key: _Key, language: str) -> dict[str, Any]:
    version = key.version
    slug, content = version.runbook.slug, text_in(language, version.content)
    with override(language):
        return {
            "slug": slug,
            "version": version.number,
            "reference": version.reference,
            "language": language,
            "title": content["title"],
            "quick_summary": content["summary"],
            "business_context": _both_forms(content["context"], slug),
            "daily_routine": _both_forms(content["routine"], slug),
            "action_steps": [_step(step, number, slug) for number, step in enumerate(content["steps"], start=1)],
            "troubleshooting": [_trouble(each, slug) for each in content["troubleshooting"]],
            "failure_scenarios": [_scenario(each, slug) for each in content["failure_scenarios"]],
            "escalation": [_rung(each, slug) for each in content["escalation"]],
            "kpis": [{"check": "", **each} for each in content["kpis"]],
            "alerts": content["alerts"],
            "territories": content["territories"],
            "owner": content["owner"],
            "owner_name": _name_of(content["owner"]),
            "review_due": content["review_due"],
            "url": absolute(read_address(slug, version=version.number)),
        }


def _step(step: Content, number: int, slug: str) -> dict[str, Any]:
    return {
        "id": step["id"],
        "number": number,
        "kind": step["kind"],
        "title": step["title"],
        "text": step["text"],
        "html": _html(step["text"], slug),
        **_with_html("expected", step, slug),
        "destructive": step["destructive"],
        "check": (step["check"], step.get("parameters", {})) if "check" in step else None,
        "command": step.get("command"),
        "url": absolute(read_address(slug, step["id"])),
    }


def _step_for(user: User, step: dict[str, Any]) -> dict[str, Any]:
    """With its check as it is now; none for one that is no longer there: old versions may name it."""
    name, fixed = step["check"] or ("", {})
    check = CHECKS.get(name)
    if check is None:
        return {**step, "check": None}
    asked = [
        {"name": each.name, "label": str(each.label), "type": str(each.type), "default": each.default}
        for each in check.parameters
        if each.name not in fixed
    ]
    address = absolute(run_check_address(name)) if user.has_perm(check.permission) else None
    return {
        **step,
        "check": {
            "name": name,
            "title": str(check.title),
            "parameters": fixed,
            "asked": asked,
            "may_run_url": address,
        },
    }


def _trouble(trouble: Content, slug: str) -> dict[str, Any]:
    return {
        "id": trouble["id"],
        "symptom": trouble["symptom"],
        **_with_html("cause", trouble, slug),
        **_with_html("fix", trouble, slug),
        "link": absolute(link_address(trouble["link"], slug)) if "link" in trouble else None,
        "url": absolute(read_address(slug, trouble["id"])),
    }


def _scenario(scenario: Content, slug: str) -> dict[str, Any]:
    return {
        "id": scenario["id"],
        "title": scenario["title"],
        **_with_html("impact", scenario, slug),
        **_with_html("response", scenario, slug),
        "url": absolute(read_address(slug, scenario["id"])),
    }


def _rung(rung: Content, slug: str) -> dict[str, Any]:
    severity = Severity(rung["severity"])
    return {
        "after_minutes": rung["after_minutes"],
        "role": rung["role"],
        "role_name": _name_of(rung["role"]),
        "severity": str(severity),
        "response_minutes": int(RESPONSE_TIMES[severity].total_seconds() // 60),
        **_with_html("when", rung, slug),
    }


def _name_of(role: str) -> str:
    """In the present language; of a role that old versions still name, the name it had in the code."""
    return str(dict(Responsibility.choices).get(role, role))


def _contacts() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for role, *fields in Contact.objects.values_list("role", "name", "phone", "email", "hours"):
        found.setdefault(role, []).append(dict(zip(("name", "phone", "email", "hours"), fields, strict=True)))
    return found


def _both_forms(text: str, slug: str) -> dict[str, str]:
    return {"markdown": text, "html": _html(text, slug)}


def _with_html(name: str, part: Content, slug: str) -> dict[str, str]:
    return {name: part[name], f"{name}_html": _html(part[name], slug)}


def _html(text: str, slug: str) -> str:
    return render_markdown(text, lambda link: absolute(link_address(link, slug)))

"""The parts of a runbook in one language, as its page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from operations.runbooks.addresses import link_address
from operations.runbooks.admin.linked import prose
from operations.runbooks.admin.texts import KINDS, answer_time, dialled, minutes, role_name, severity_badge
from operations.runbooks.checks.registry import CHECKS, Check
from operations.runbooks.content.document import Content
from operations.runbooks.models import Contact

Text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A part with a title and texts below it, each under its own heading."""

    ident: str
    title: str
    texts: Sequence[tuple[Text, SafeString]]
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One step of the ladder: after how long, whom, how fast they answer; `contacts`, each with the number to dial,
    for those who may see them."""

    after: str
    role: str
    badge: SafeString
    answer: str
    when: SafeString
    contacts: Sequence[tuple[Contact, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step. `check_name` is what the document names, `check` what is known of it (None: nothing)."""

    ident: str
    number: int
    kind: str
    kind_name: Text
    title: str
    destructive: bool
    text: SafeString
    expected: SafeString
    command: str = ""
    check_name: str = ""
    check: Check | None = None
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """A figure with its target; `ident` names it where its check is run."""

    ident: str
    name: str
    target: str
    check: Check | None


def steps_of(said: Content, slug: str) -> list[Step]:
    """The steps of a document in one language."""
    return [
        Step(
            ident=each["id"] or f"step_{number}",
            number=number,
            kind=each["kind"],
            kind_name=KINDS.get(each["kind"], each["kind"]),
            title=each["title"],
            destructive=bool(each["destructive"]),
            text=prose(each["text"], slug),
            expected=prose(each["expected"], slug),
            command=str(each.get("command") or "") if each["kind"] == "command" else "",
            check_name=str(each.get("check") or "") if each["kind"] == "check" else "",
            check=CHECKS.get(str(each.get("check"))) if each["kind"] == "check" else None,
            parameters=each.get("parameters") or {},
        )
        for number, each in enumerate(said["steps"], start=1)
    ]


def troubles_of(said: Content, slug: str) -> list[Named]:
    """What can be wrong, why, and what mends it."""
    return [
        Named(
            ident=each["id"],
            title=each["symptom"],
            texts=[(_("Cause"), prose(each["cause"], slug)), (_("What to do"), prose(each["fix"], slug))],
            link=link_address(str(each["link"]), slug) if each.get("link") else "",
        )
        for each in said["troubleshooting"]
    ]


def scenarios_of(said: Content, slug: str) -> list[Named]:
    """What may fail altogether, what it costs, and how to answer."""
    return [
        Named(
            ident=each["id"],
            title=each["title"],
            texts=[(_("Impact"), prose(each["impact"], slug)), (_("Response"), prose(each["response"], slug))],
        )
        for each in said["failure_scenarios"]
    ]


def ladder_of(said: Content, slug: str, contacts: dict[str, list[Contact]]) -> list[Rung]:
    """Whom to call when."""
    return [
        Rung(
            after=_("at once")
            if not each["after_minutes"]
            else _("after %(time)s") % {"time": minutes(int(each["after_minutes"]))},
            role=role_name(each["role"]),
            badge=severity_badge(each["severity"]),
            answer=answer_time(each["severity"]),
            when=prose(each["when"], slug),
            contacts=[(contact, dialled(contact.phone)) for contact in contacts.get(each["role"], ())],
        )
        for each in said["escalation"]
    ]


def kpis_of(said: Content) -> list[Kpi]:
    """The figures by which one sees how it goes."""
    return [
        Kpi(ident=f"kpi_{number}", name=each["name"], target=each["target"], check=CHECKS.get(each.get("check", "")))
        for number, each in enumerate(said["kpis"], start=1)
    ]

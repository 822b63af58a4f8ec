"""The page on which one version of a runbook is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.console.start_page import Card
from core.console.tables import Text
from core.models import User
from operations.runbooks.admin.check_form import CheckForm
from operations.runbooks.admin.linked import prose
from operations.runbooks.admin.outcomes import Outcome
from operations.runbooks.admin.reading_parts import (
    Kpi,
    Named,
    Rung,
    Step,
    kpis_of,
    ladder_of,
    scenarios_of,
    steps_of,
    troubles_of,
)
from operations.runbooks.admin.rights import SEE_CONTACTS, roles_with
from operations.runbooks.admin.shape import shaped
from operations.runbooks.admin.texts import day, is_past, past_review_badge, role_name
from operations.runbooks.alerts import ALERTS
from operations.runbooks.checks.registry import Check
from operations.runbooks.checks.running import may_run
from operations.runbooks.checks.sql import text_of
from operations.runbooks.content.document import text_in
from operations.runbooks.models import Contact, RunbookVersion


@dataclass(slots=True, kw_only=True)
class Runnable:
    """A check where it can be run. `form` is None for whoever may not run it; `refusal` then says who may."""

    ident: str
    check: Check
    sql: str
    form: CheckForm | None = None
    refusal: Text = ""
    outcome: Outcome | None = None


@dataclass(slots=True, kw_only=True)
class ReadingPage:
    """Everything that the page shows, in one language."""

    slug: str
    language: str
    title: str
    summary: str
    context: SafeString
    routine: SafeString
    facts: Sequence[Card]
    steps: Sequence[Step]
    troubles: Sequence[Named]
    scenarios: Sequence[Named]
    ladder: Sequence[Rung]
    kpis: Sequence[Kpi]
    alerts: Sequence[tuple[str, str]]
    runnables: dict[str, Runnable] = field(default_factory=dict)
    thanked: str = ""  # the anchor about which somebody just answered


def reading_page(version: RunbookVersion, language: str, user: User, given: Mapping[str, Any]) -> ReadingPage:
    """A version in `language` (de, en) as `user` may see it; `given` prefills the parameters of its checks."""
    slug, content = version.runbook.slug, shaped(version.content)
    said = text_in(language, content)
    steps, kpis = steps_of(said, slug), kpis_of(said)
    checks = [(each.ident, each.check, each.parameters) for each in steps if each.check]
    checks += [(each.ident, each.check, {}) for each in kpis if each.check]
    return ReadingPage(
        slug=slug,
        language=language,
        title=said["title"] or slug,
        summary=said["summary"],
        context=prose(said["context"], slug),
        routine=prose(said["routine"], slug),
        facts=_facts(content),
        steps=steps,
        troubles=troubles_of(said, slug),
        scenarios=scenarios_of(said, slug),
        ladder=ladder_of(said, slug, _contacts() if user.has_perm(SEE_CONTACTS) else {}),
        kpis=kpis,
        alerts=[(name, ALERTS[name].severity.value if name in ALERTS else "") for name in content["alerts"]],
        runnables=_runnables([(ident, check, fixed) for ident, check, fixed in checks if check], user, given),
    )


def _runnables(
    checks: Sequence[tuple[str, Check, Mapping[str, Any]]], user: User, given: Mapping[str, Any]
) -> dict[str, Runnable]:
    refused = {check.permission for _ident, check, _fixed in checks if not may_run(check, user)}
    roles = roles_with(sorted(refused))
    found = {}
    for ident, check, fixed in checks:
        runnable = Runnable(ident=ident, check=check, sql=text_of(check))
        if check.permission in refused:
            who = ", ".join(roles[check.permission])
            runnable.refusal = (
                _("You may not run this check. These roles may: %(roles)s.") % {"roles": who}
                if who
                else _("You may not run this check. Ask an administrator.")
            )
        else:
            runnable.form = CheckForm(check, ident=ident, fixed=fixed, given=given)
        found[ident] = runnable
    return found


def _facts(content: dict[str, Any]) -> list[Card]:
    due = content["review_due"]
    return [
        Card(label=_("Owner"), value=role_name(content["owner"])),
        Card(label=_("Review by"), value=day(due), note=past_review_badge() if is_past(due) else ""),
        Card(label=_("Territories"), value=", ".join(content["territories"]) or _("all")),
    ]


def _contacts() -> dict[str, list[Contact]]:
    """Whom one reaches in which role: one query."""
    found: dict[str, list[Contact]] = {}
    for contact in Contact.objects.all():
        found.setdefault(contact.role, []).append(contact)
    return found

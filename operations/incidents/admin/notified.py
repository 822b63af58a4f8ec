"""Who was notified of an incident, who is next, and what the auditor of the escalation found."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.console.badges import Tone, badge, with_note
from core.console.tables import Table
from core.models import User
from operations.incidents.admin.rights import SEE_CONTACTS
from operations.incidents.admin.texts import clock
from operations.incidents.models import Incident, IncidentState, Page, PageState
from operations.incidents.services.pages.calling import Asked, Call, calls_of
from operations.incidents.services.pages.ladder import ladder_of
from operations.incidents.wording import responsibility_name

_STATES = {
    PageState.PENDING: (Tone.WARNING, "clock"),
    PageState.SENT: (Tone.GOOD, "check"),
    PageState.FAILED: (Tone.DANGER, "alert"),
    PageState.CANCELLED: (Tone.NEUTRAL, ""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notified:
    """`next`: a sentence about who is notified next, and when; `urgent` where there is nobody left to notify."""

    table: Table
    next: str = ""
    urgent: bool = False
    findings: Sequence[str] = field(default_factory=tuple)


def notified_of(incident: Incident, user: User, now: datetime) -> Notified:
    """The notifications of an incident as `user` may see them: addresses are contacts."""
    pages = list(incident.pages.order_by("-id"))
    sees = user.has_perm(SEE_CONTACTS)
    table = Table(
        ident="notified",
        title=_("Notifications"),
        columns=(_("Whom"), _("State"), _("When"), _("Level")),
        rows=[_row(page, now, sees) for page in pages],
        empty=_("Nobody was notified."),
    )
    findings = incident.findings.filter(cleared_at=None)
    said, urgent = _next(incident, Asked.of(incident, pages), now, sees)
    return Notified(
        table=table, next=said, urgent=urgent, findings=[str(each.get_finding_display()) for each in findings]
    )


def _row(page: Page, now: datetime, sees: bool) -> tuple[SafeString | str, ...]:
    tone, icon = _STATES[PageState(page.state)]
    whom = with_note(page.name or page.get_responsibility_display(), page.get_responsibility_display())
    if sees:
        whom = with_note(page.name or page.address, f"{page.get_responsibility_display()} · {page.address}")
    state = badge(page.get_state_display(), tone, icon=icon)
    if page.error and page.state != PageState.SENT:
        state = with_note(state, page.error[:200], urgent=True)
    when = clock(page.sent_at or page.due_at, now)
    return (whom, state, when, _("at once") if not page.level else str(page.level))


def _next(incident: Incident, asked: Asked, now: datetime, sees: bool) -> tuple[str, bool]:
    if incident.state != IncidentState.OPEN:
        return "", False
    for level in ladder_of(incident):
        due = incident.paging_since + level.after
        if due > now:
            names = ", ".join(_named(call, sees) for call in calls_of(incident, level, asked, at=due))
            form = _("Unless somebody acknowledges it, it is escalated at %(time)s to: %(names)s.")
            return form % {"time": clock(due, now), "names": names}, False
    return _("Nobody has reacted, and there is nobody left to notify. Call somebody."), True


def _named(call: Call, sees: bool) -> str:
    role, names = responsibility_name(call.responsibility), [each.name for each in call.people if each.on_call or sees]
    if not call.people:
        return _("%(role)s (nobody else can be reached)") % {"role": role}
    return f"{role} ({', '.join(names)})" if names else role

"""The war room: everything about one incident on one page, as one person may see it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.admin.texts import moment
from core.console.badges import Tone, badge
from core.console.start_page import Card
from core.models import User
from core.territory import Territory
from operations.incidents.admin.doings import Doing, Doings, Failed
from operations.incidents.admin.first_step import FirstStep, first_step_of
from operations.incidents.admin.lines import Item, Line, items_of, lines_of
from operations.incidents.admin.notified import Notified, notified_of
from operations.incidents.admin.related import Fired, Linked, Role, alerts_of, events_of, leads_of, roles_of
from operations.incidents.admin.stakes import stakes_of
from operations.incidents.admin.step_forms import helpers_for
from operations.incidents.admin.texts import NextUpdate, clock, lasted, next_update, since, state_badge
from operations.incidents.clocks import next_update as next_update_after
from operations.incidents.models import Incident, ItemState
from operations.incidents.wording import headline_of, impact_of, reasons_of
from operations.runbooks.admin.texts import severity_badge


@dataclass(slots=True, kw_only=True)
class WarRoom:
    """What `admin/incidents/war_room.html` shows."""

    title: str
    badges: list[SafeString]
    subtitle: list[str]
    at: str
    update: NextUpdate | None
    facts: list[Card]
    impact: str
    stakes: list[Card]
    reasons: list[str]
    overridden: str
    first: FirstStep | None
    items: list[Item]
    items_left: int
    lines: list[Line]
    more_lines: int
    roles: list[Role]
    leads: list[Linked]
    events: list[Linked]
    alerts: list[Fired]
    notified: Notified
    doings: list[Doing]
    severity_doings: list[Doing]
    forms: dict[str, Doing | None]
    may: Doings
    people: list[tuple[int, str]]
    postmortem: str
    refusal: str = ""


def war_room(
    incident: Incident, user: User, *, now: datetime, failed: Failed | None = None, everything: bool = False
) -> WarRoom:
    """The page at `now`; `failed` is what was just refused, `everything` shows the whole timeline."""
    alerts = alerts_of(incident, now)
    may = Doings(incident, user, failed, fires=any(alert.is_firing for alert in alerts))
    items = items_of(incident, now, failed)
    lines, more = lines_of(incident, now, everything=everything)
    leads = leads_of(incident, user)
    return WarRoom(
        title=headline_of(incident),
        badges=_badges(incident),
        subtitle=_subtitle(incident, now),
        at=clock(now, now),
        update=None if incident.ended else next_update(incident.next_update_at, now),
        facts=_facts(incident, now),
        impact=impact_of(incident),
        stakes=[] if incident.ended else list(stakes_of(incident, user, now)),
        reasons=reasons_of(incident),
        overridden=_overridden(incident),
        first=first_step_of(incident, user, [int(lead.ident) for lead in leads]),
        items=list(items),
        items_left=sum(item.state == ItemState.OPEN for item in items),
        lines=lines,
        more_lines=more,
        roles=roles_of(incident, user, now),
        leads=leads,
        events=events_of(incident, user),
        alerts=alerts,
        notified=notified_of(incident, user, now),
        doings=may.of_state(),
        severity_doings=may.of_severity(),
        forms=_forms(incident, may, now),
        may=may,
        people=[(person.pk, str(person)) for person in helpers_for(incident)] if may.works_on else [],
        postmortem=_postmortem(incident),
        refusal=failed.why if failed else "",
    )


def _badges(incident: Incident) -> list[SafeString]:
    found = [severity_badge(incident.severity), state_badge(incident)]
    return [*found, badge(_("drill"), Tone.HELD, icon="")] if incident.is_drill else found


def _subtitle(incident: Incident, now: datetime) -> list[str]:
    where = str(Territory(incident.territory).label) if incident.territory else _("all territories")
    parts = [f"#{incident.pk}", str(incident.get_subject_display()), where]
    if incident.ended and incident.resolved_at:
        took = _("took %(time)s") % {"time": lasted(max(incident.resolved_at - incident.began_at, now - now))}
        return [*parts, f"{moment(incident.began_at)} – {clock(incident.resolved_at, now)}", took]
    return [*parts, _("since %(time)s") % {"time": since(incident.began_at, now)}]


def _facts(incident: Incident, now: datetime) -> list[Card]:
    reaction = Card(label=_("First reaction"), value=_("none so far"), tone=Tone.DANGER)
    if incident.acknowledged_at:
        took = _("after %(time)s") % {"time": lasted(incident.acknowledged_at - incident.opened_at)}
        who = str(incident.acknowledged_by or "")
        reaction = Card(label=_("First reaction"), value=clock(incident.acknowledged_at, now), note=f"{who}, {took}")
    opened_by = str(incident.opened_by or incident.get_source_display())
    cards = [reaction, Card(label=_("Opened"), value=clock(incident.opened_at, now), note=opened_by)]
    for label, instant in (
        (_("Damage stopped"), incident.mitigated_at),
        (_("Resolved"), incident.resolved_at),
        (_("Closed"), incident.closed_at),
    ):
        if instant is not None:
            cards.append(Card(label=label, value=clock(instant, now)))
    return [*cards, Card(label=_("Team"), value=str(incident.get_team_display()))]


def _overridden(incident: Incident) -> str:
    """By whom the severity was set by hand; empty where it is as computed."""
    if not incident.override_severity:
        return ""
    said = incident.timeline.filter(kind="SEVERITY", data__by_hand=True).select_related("actor").last()
    computed = _("Computed: %(severity)s.") % {"severity": incident.computed_severity}
    if said is None or said.actor is None:
        return computed
    by = _("Set by %(name)s at %(time)s.") % {"name": said.actor, "time": clock(said.at)}
    return f"{by} {computed}"


def _forms(incident: Incident, may: Doings, now: datetime) -> dict[str, Doing | None]:
    if not may.works:
        return {}
    due = next_update_after(incident.severity, now)
    told = _("The next one is due by %(time)s then.") % {"time": clock(due, now)} if due else ""
    update = None if incident.ended else may.one("update", _("Status update"), _("Tell everyone"), note=told)
    return {
        "update": update,
        "note": may.one("note", _("Note"), _("Write down")),
        "lead": may.one("link-lead", _("Link a lead"), _("Link it")),
        "event": may.one("link-event", _("Link an event"), _("Link it")),
    }


def _postmortem(incident: Incident) -> str:
    """How far the post-mortem is, in words."""
    if incident.postmortem_published_at:
        return _("published on %(time)s") % {"time": moment(incident.postmortem_published_at)}
    return _("begun") if incident.postmortem else ""


def address(incident: Incident) -> str:
    """The page of an incident."""
    return reverse("admin:incidents_incident_change", args=[incident.pk])

"""What belongs to an incident: who has which role, its alerts, the leads and events that it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from core.models import User
from journal.models import Event
from leads.admin.texts import subject
from leads.models import Lead
from operations.incidents.admin.rights import SEE_EVENTS, SEE_LEADS
from operations.incidents.admin.texts import clock
from operations.incidents.models import AlertStatus, Incident, IncidentAlert, RoleName
from operations.runbooks.alerts import ALERTS

# Said elsewhere on the page, or of no use to people.
_QUIET_LABELS = {"alertname", "severity", "__name__"}
_QUIET_ANNOTATIONS = {"impact", "runbook_url", "summary", "respond_within", "escalation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role, and who has it."""

    value: str
    label: str
    person: str = ""
    since: str = ""
    is_mine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """An alert with what it said."""

    name: str
    title: str
    is_firing: bool
    status: str
    since: str
    until: str
    received: int
    labels: Sequence[tuple[str, str]]
    said: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A lead or an event. Without `url` this person may not see it, or it is gone."""

    ident: str
    title: str
    url: str = ""


def roles_of(incident: Incident, user: User, now: datetime) -> list[Role]:
    """All four roles; one query."""
    held = {row.role: row for row in incident.roles.select_related("user")}
    return [
        Role(
            value=value,
            label=str(label),
            person=str(held[value].user) if value in held else "",
            since=clock(held[value].since, now) if value in held else "",
            is_mine=value in held and held[value].user_id == user.pk,
        )
        for value, label in RoleName.choices
    ]


def alerts_of(incident: Incident, now: datetime) -> list[Fired]:
    """What fired, the newest first; one query."""
    return [_fired(row, now) for row in incident.alerts.order_by("-starts_at", "-id")]


def _fired(row: IncidentAlert, now: datetime) -> Fired:
    name = str(row.labels.get("alertname", ""))
    known = ALERTS.get(name)
    return Fired(
        name=name,
        title=str(known.title) if known else name or row.fingerprint,
        is_firing=row.status == AlertStatus.FIRING,
        status=str(row.get_status_display()),
        since=clock(row.starts_at, now),
        until=clock(row.ends_at, now) if row.ends_at else "",
        received=row.received,
        labels=[(key, str(value)) for key, value in sorted(row.labels.items()) if key not in _QUIET_LABELS],
        said=_told(row.annotations),
    )


def _told(annotations: dict[str, Any]) -> list[str]:
    return [str(value) for key, value in sorted(annotations.items()) if key not in _QUIET_ANNOTATIONS and value]


def leads_of(incident: Incident, user: User) -> list[Linked]:
    """The linked leads, with their pages as far as `user` may see them; two queries at most."""
    ids = list(incident.linked_leads.values_list("lead_id", flat=True))
    seen = Lead.objects.for_user(user).filter(pk__in=ids) if ids and user.has_perm(SEE_LEADS) else ()
    found = {lead.pk: lead for lead in seen}
    return [
        Linked(
            ident=str(pk),
            title=subject(found[pk]) if pk in found else f"#{pk}",
            url=reverse("admin:leads_lead_change", args=[pk]) if pk in found else "",
        )
        for pk in ids
    ]


def events_of(incident: Incident, user: User) -> list[Linked]:
    """The linked events of the journal, the same way."""
    ids = list(incident.linked_events.values_list("event_id", flat=True))
    seen = Event.objects.for_user(user).filter(event_id__in=ids) if ids and user.has_perm(SEE_EVENTS) else ()
    found = {event.event_id: event for event in seen}
    return [
        Linked(
            ident=str(each),
            title=found[each].event_type if each in found else str(each),
            url=reverse("admin:journal_event_change", args=[found[each].pk]) if each in found else "",
        )
        for each in ids
    ]

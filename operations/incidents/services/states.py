"""How far an incident is: who reacts, stops the damage, resolves, reopens and closes it."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core.dbclock import database_now
from core.models import User
from operations.incidents.clocks import next_update
from operations.incidents.models import EntryKind, Incident, IncidentState
from operations.incidents.services.errors import IncidentRefused, text_of
from operations.incidents.services.events import tell
from operations.incidents.services.locking import locked, locked_while_open, wrong_state
from operations.incidents.services.pages.queueing import cancel_pages
from operations.incidents.services.timeline import write_entry
from operations.runbooks.responsibilities import Severity

# These are learned from, or they come again.
NEEDS_POSTMORTEM = (Severity.SEV1, Severity.SEV2)


@transaction.atomic
def acknowledge_incident(*, incident_id: int, actor: User, note: str = "") -> Incident:
    """`actor` has begun to work on it: notifications stop, nobody else is called. The incident.

    Raises IncidentRefused where somebody has acknowledged it already, or it has ended.
    """
    incident = locked_while_open(incident_id, actor)
    if incident.state != IncidentState.OPEN:
        raise IncidentRefused(
            _("%(name)s has acknowledged this incident already.") % {"name": incident.acknowledged_by or "FreshOps"},
            code="already_acknowledged",
        )
    _react(incident, actor)
    incident.state = IncidentState.ACKNOWLEDGED
    incident.save(update_fields=["state", "acknowledged_at", "acknowledged_by"])
    write_entry(incident=incident, kind=EntryKind.ACKNOWLEDGED, actor=actor, text=note.strip()[:10_000])
    tell(incident, "acknowledged", actor=actor, reason=note.strip())
    return incident


@transaction.atomic
def mitigate_incident(*, incident_id: int, actor: User, text: str = "") -> Incident:
    """It gets no worse; the cause may remain. Whoever says so has reacted. Raises IncidentRefused where it has ended,
    or the damage was stopped before."""
    incident = locked_while_open(incident_id, actor)
    if incident.state == IncidentState.MITIGATED:
        raise wrong_state(incident)
    _react(incident, actor)
    incident.state, incident.mitigated_at = IncidentState.MITIGATED, database_now()
    incident.save(update_fields=["state", "mitigated_at", "acknowledged_at", "acknowledged_by"])
    write_entry(incident=incident, kind=EntryKind.MITIGATED, actor=actor, text=text.strip()[:10_000])
    tell(incident, "mitigated", actor=actor, reason=text.strip())
    return incident


@transaction.atomic
def resolve_incident(*, incident_id: int, actor: User, text: str) -> Incident:
    """It is over: `text` says how. Raises IncidentRefused without a text, and where it has ended."""
    incident = locked_while_open(incident_id, actor)
    said = text_of(text)
    _react(incident, actor)
    return end_incident(incident, actor=actor, text=said)


def end_incident(incident: Incident, *, actor: User | None, text: str = "") -> Incident:
    """Resolve a locked incident in the caller's transaction; `actor` None: all its alerts have ended."""
    cancel_pages(incident)
    incident.state, incident.resolved_at, incident.next_update_at = IncidentState.RESOLVED, database_now(), None
    incident.save(update_fields=["state", "resolved_at", "next_update_at", "acknowledged_at", "acknowledged_by"])
    write_entry(incident=incident, kind=EntryKind.RESOLVED, actor=actor, text=text, by_itself=actor is None)
    tell(incident, "resolved", actor=actor, reason=text)
    return incident


@transaction.atomic
def reopen_incident(*, incident_id: int, actor: User, reason: str) -> Incident:
    """It is not over after all; `actor` is at work on it. Raises IncidentRefused without a reason, where it is not
    resolved (a closed one stays closed), and where another incident of the same alert has begun."""
    incident = locked(incident_id, actor)
    said = text_of(reason, field="reason")
    if incident.state != IncidentState.RESOLVED:
        raise wrong_state(incident)
    _react(incident, actor)
    return take_up_again(incident, state=IncidentState.ACKNOWLEDGED, actor=actor, text=said)


def take_up_again(incident: Incident, *, state: IncidentState, actor: User | None, text: str = "") -> Incident:
    """Reopen a locked, resolved incident in the caller's transaction; `actor` None: the alert came again."""
    now = database_now()
    incident.state, incident.resolved_at = state, None
    incident.next_update_at = next_update(incident.severity, now)
    incident.paging_round, incident.paging_since = incident.paging_round + 1, now
    try:
        with transaction.atomic():
            incident.save(
                update_fields=[
                    "state", "resolved_at", "next_update_at", "paging_round", "paging_since", "acknowledged_at",
                    "acknowledged_by",
                ]
            )  # fmt: skip
    except IntegrityError:
        raise IncidentRefused(
            _("It has happened again since, and that is an incident of its own: work on that one."), code="overtaken"
        ) from None
    write_entry(incident=incident, kind=EntryKind.REOPENED, actor=actor, text=text, by_itself=actor is None)
    tell(incident, "opened", actor=actor, reason=text, source=incident.source, reopened=True)
    return incident


@transaction.atomic
def close_incident(*, incident_id: int, actor: User) -> Incident:
    """Done with, and learned from. Raises IncidentRefused where it is not resolved, and for a SEV1 or SEV2 whose
    post-mortem is not published."""
    incident = locked(incident_id, actor)
    if incident.state != IncidentState.RESOLVED:
        raise wrong_state(incident)
    if incident.severity in NEEDS_POSTMORTEM and incident.postmortem_published_at is None:
        raise IncidentRefused(
            _("An incident of %(severity)s is closed once its post-mortem is published.")
            % {"severity": incident.severity},
            code="postmortem_missing",
        )
    incident.state, incident.closed_at = IncidentState.CLOSED, database_now()
    incident.save(update_fields=["state", "closed_at"])
    write_entry(incident=incident, kind=EntryKind.CLOSED, actor=actor)
    tell(incident, "closed", actor=actor)
    return incident


def _react(incident: Incident, actor: User) -> None:
    """Somebody is there: notifications stop. The first reaction stays that of the incident."""
    cancel_pages(incident)
    if incident.acknowledged_at is None:
        incident.acknowledged_at, incident.acknowledged_by = database_now(), actor

"""How bad it is: computed again and again, unless a person says otherwise."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.dbclock import database_now
from core.models import User
from operations.incidents.clocks import next_update
from operations.incidents.impact import assess
from operations.incidents.models import EntryKind, Incident
from operations.incidents.services.errors import IncidentRefused, text_of
from operations.incidents.services.events import tell
from operations.incidents.services.locking import locked_while_open
from operations.incidents.services.pages.queueing import queue_pages
from operations.incidents.services.timeline import write_entry
from operations.runbooks.responsibilities import Severity


@transaction.atomic
def override_severity(*, incident_id: int, severity: str, reason: str, actor: User) -> Incident:
    """Say how bad it is, whatever is computed, and why. The incident.

    Raises IncidentRefused without a reason, for an unknown severity, and where the incident has ended.
    """
    incident = locked_while_open(incident_id, actor)
    if severity not in Severity.values:
        raise IncidentRefused(_("This is none of the choices."), code="choice", status=422, field="severity")
    said = text_of(reason, field="reason", longest=500)
    was = incident.severity
    incident.override_severity, incident.override_reason = severity, said
    _save(incident, "override_severity", "override_reason")
    _changed(incident, was=was, actor=actor, text=said)
    return incident


@transaction.atomic
def clear_override(*, incident_id: int, actor: User) -> Incident:
    """Let what is computed count again. Raises IncidentRefused where nothing else counted, or it has ended."""
    incident = locked_while_open(incident_id, actor)
    if not incident.override_severity:
        raise IncidentRefused(_("Nobody has set the severity by hand."), code="no_override")
    was = incident.severity
    incident.override_severity = incident.override_reason = ""
    _save(incident, "override_severity", "override_reason")
    _changed(incident, was=was, actor=actor)
    return incident


def rate_again(incident: Incident, *, at: datetime) -> bool:
    """Compute the severity of a locked incident anew, at `at` (aware), in the caller's transaction; whether it changed.

    What a person said stands; the timeline says what it is by its impact.
    """
    assessed = assess(subject=incident.subject, territory=incident.territory, base=incident.base_severity, at=at)
    if (assessed.severity, assessed.reasons) == (incident.computed_severity, incident.severity_reasons):
        return False
    was, was_computed = incident.severity, incident.computed_severity
    incident.computed_severity, incident.severity_reasons = assessed.severity, assessed.reasons
    _save(incident, "computed_severity", "severity_reasons")
    if incident.override_severity and assessed.severity != was_computed:
        write_entry(
            incident=incident,
            kind=EntryKind.SEVERITY,
            was=was_computed,
            stands=incident.override_severity,
            now=assessed.severity.value,
        )
    elif assessed.severity != was_computed:
        _changed(incident, was=was, actor=None)
    return assessed.severity != was_computed


def _changed(incident: Incident, *, was: str, actor: User | None, text: str = "") -> None:
    """Write it down, set the clocks by it, and notify anew where it has become worse."""
    now = database_now()
    reasons = [] if incident.override_severity else incident.severity_reasons
    write_entry(
        incident=incident,
        kind=EntryKind.SEVERITY,
        actor=actor,
        text=text,
        at=now,
        was=was,
        by_hand=actor is not None,
        reasons=reasons,
        now=incident.severity,
    )
    if incident.severity == was:
        return
    tell(incident, "severity_changed", actor=actor, reason=text, was=was)
    soonest = next_update(incident.severity, now)
    fields = ["next_update_at"]
    if incident.severity < was:
        incident.next_update_at = min(filter(None, (incident.next_update_at, soonest)), default=None)
        incident.paging_round, incident.paging_since = incident.paging_round + 1, now
        fields += ["paging_round", "paging_since"]
    else:
        incident.next_update_at = soonest
    incident.save(update_fields=fields)
    if incident.severity < was:
        queue_pages(incident, at=now)


def _save(incident: Incident, *fields: str) -> None:
    incident.save(update_fields=fields)
    incident.refresh_from_db(fields=["severity"])  # the database computes it

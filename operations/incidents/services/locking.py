"""Taking an incident for oneself, so that two at once do not decide about the same state."""

from core.models import User
from operations.incidents.models import Incident, IncidentState
from operations.incidents.services.errors import IncidentRefused, not_found
from operations.incidents.wording import state_name


def locked(incident_id: int, actor: User | None) -> Incident:
    """The incident, locked until the end of the transaction. Raises IncidentRefused where `actor` sees none.

    `actor` None: FreshOps itself, which sees all.
    """
    rows = Incident.objects.all() if actor is None else Incident.objects.for_user(actor)
    incident = rows.select_for_update(no_key=True).filter(pk=incident_id).first()
    if incident is None:
        raise not_found()
    return incident


def locked_while_open(incident_id: int, actor: User | None) -> Incident:
    """The same, of an incident that has not ended; refused after that."""
    incident = locked(incident_id, actor)
    if incident.ended:
        raise wrong_state(incident)
    return incident


def locked_until_closed(incident_id: int, actor: User | None) -> Incident:
    """The same, of an incident that may be resolved but is not closed."""
    incident = locked(incident_id, actor)
    if incident.state == IncidentState.CLOSED:
        raise wrong_state(incident)
    return incident


def wrong_state(incident: Incident) -> IncidentRefused:
    """The refusal that says how far the incident is."""
    from django.utils.translation import gettext as _

    return IncidentRefused(
        _("That does not go now: the incident is %(state)s.") % {"state": state_name(incident.state)},
        code="incident_state",
        params={"state": incident.state},
    )

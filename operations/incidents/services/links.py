"""Which leads and events an incident is about."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.models import User
from journal.models import Event
from leads.models import Lead
from operations.incidents.models import EntryKind, IncidentEvent, IncidentLead
from operations.incidents.services.errors import IncidentRefused
from operations.incidents.services.locking import locked_until_closed
from operations.incidents.services.timeline import write_entry


@transaction.atomic
def link_lead(*, incident_id: int, lead_id: int, actor: User) -> IncidentLead:
    """The incident concerns a lead. Linking one again changes nothing. Raises IncidentRefused for a lead that is not
    there or none of `actor`'s, and after closing."""
    incident = locked_until_closed(incident_id, actor)
    if not Lead.objects.for_user(actor).filter(pk=lead_id).exists():
        raise IncidentRefused(_("There is no such lead."), code="lead_not_found", status=422, field="lead_id")
    link, created = IncidentLead.objects.get_or_create(
        incident=incident, lead_id=lead_id, defaults={"linked_by": actor}
    )
    if created:
        write_entry(incident=incident, kind=EntryKind.LINK, actor=actor, lead_id=lead_id)
    return link


@transaction.atomic
def unlink_lead(*, incident_id: int, lead_id: int, actor: User) -> None:
    """The incident does not concern the lead after all; unlinking one that is not linked changes nothing."""
    incident = locked_until_closed(incident_id, actor)
    if IncidentLead.objects.filter(incident=incident, lead_id=lead_id).delete()[0]:
        write_entry(incident=incident, kind=EntryKind.LINK, actor=actor, lead_id=lead_id, removed=True)


@transaction.atomic
def link_event(*, incident_id: int, event_id: UUID, actor: User) -> IncidentEvent:
    """The incident concerns an event of the journal. As `link_lead`."""
    incident = locked_until_closed(incident_id, actor)
    if not Event.objects.for_user(actor).filter(event_id=event_id).exists():
        raise IncidentRefused(_("There is no such event."), code="event_not_found", status=422, field="event_id")
    link, created = IncidentEvent.objects.get_or_create(
        incident=incident, event_id=event_id, defaults={"linked_by": actor}
    )
    if created:
        write_entry(incident=incident, kind=EntryKind.LINK, actor=actor, event_id=str(event_id))
    return link


@transaction.atomic
def unlink_event(*, incident_id: int, event_id: UUID, actor: User) -> None:
    """The incident does not concern the event after all. As `unlink_lead`."""
    incident = locked_until_closed(incident_id, actor)
    if IncidentEvent.objects.filter(incident=incident, event_id=event_id).delete()[0]:
        write_entry(incident=incident, kind=EntryKind.LINK, actor=actor, event_id=str(event_id), removed=True)

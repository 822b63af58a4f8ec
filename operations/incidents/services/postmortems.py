"""Post-mortems: drafted from the timeline, completed by people, published for good."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.dbclock import database_now
from core.models import User
from operations.incidents.models import EntryKind, Incident, IncidentState
from operations.incidents.postmortem import draft
from operations.incidents.services.errors import IncidentRefused, text_of
from operations.incidents.services.locking import locked, wrong_state
from operations.incidents.services.timeline import write_entry

LONGEST = 100_000


def draft_postmortem(*, incident: Incident, language: str) -> str:
    """The draft as Markdown, in `language` (de or en), from what is recorded. Nothing is saved."""
    return draft(incident, language)


@transaction.atomic
def save_postmortem(*, incident_id: int, text: str, actor: User) -> Incident:
    """Keep what the post-mortem says so far. Raises IncidentRefused without a text, and once it is published."""
    incident = locked(incident_id, actor)
    _check_unpublished(incident)
    incident.postmortem = text_of(text, longest=LONGEST)
    incident.save(update_fields=["postmortem"])
    return incident


@transaction.atomic
def publish_postmortem(*, incident_id: int, actor: User) -> Incident:
    """The post-mortem is finished: from now on it stays as it is. Raises IncidentRefused where it is empty, is
    published, or the incident is not over."""
    incident = locked(incident_id, actor)
    _check_unpublished(incident)
    if incident.state != IncidentState.RESOLVED:
        raise wrong_state(incident)
    if not incident.postmortem:
        raise IncidentRefused(_("Write the post-mortem first, and save it."), code="postmortem_missing")
    incident.postmortem_published_at, incident.postmortem_published_by = database_now(), actor
    incident.save(update_fields=["postmortem_published_at", "postmortem_published_by"])
    write_entry(incident=incident, kind=EntryKind.POSTMORTEM, actor=actor)
    return incident


def _check_unpublished(incident: Incident) -> None:
    if incident.postmortem_published_at is not None:
        raise IncidentRefused(_("The post-mortem is published: it stays as it is."), code="postmortem_published")

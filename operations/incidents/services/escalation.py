"""The tick: every incident is rated again, whoever is due is notified, and what is in the queue is sent."""

from dataclasses import dataclass

import structlog
from django.db import transaction

from core.dbclock import database_now
from operations.incidents.models import Incident
from operations.incidents.services.pages.queueing import queue_pages
from operations.incidents.services.pages.sending import send_pages
from operations.incidents.services.severity import rate_again

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Escalated:
    """What one tick did, as numbers."""

    incidents: int
    rated: int
    queued: int
    sent: int
    delayed: int
    failed: int


def escalate() -> Escalated:
    """Rate every incident that has not ended, notify whoever is due by now. May run any number of times, at the same
    time too, and may die at any point: the next tick does what is left. Not inside a transaction.

    Raises MailServerUnavailable after everything else where the mail server takes nothing; and whatever an incident
    made it fail with, after all others were seen to.
    """
    incidents = rated = queued = 0
    fault: Exception | None = None
    for incident_id in Incident.objects.active().order_by("paging_since").values_list("id", flat=True):
        try:
            changed, pages = _see_to(incident_id)
        except Exception as error:
            logger.exception("incident_not_escalated", incident_id=incident_id)
            fault = error
            continue
        incidents, rated, queued = incidents + 1, rated + changed, queued + pages
    sent = send_pages()
    if fault is not None:
        raise fault
    return Escalated(incidents, rated, queued, sent.sent, sent.delayed, sent.failed)


@transaction.atomic
def _see_to(incident_id: int) -> tuple[bool, int]:
    """Whether its severity changed, and how many pages were queued. One that somebody works on just now: next time."""
    mine = Incident.objects.active().select_for_update(skip_locked=True, no_key=True)
    incident = mine.filter(pk=incident_id).first()
    if incident is None:
        return False, 0
    now = database_now()
    changed = rate_again(incident, at=now)
    return changed, queue_pages(incident, at=now) if incident.unacknowledged else 0

"""What is going on right now, for every page: the navigation's count, the bar of a SEV1, the start page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from core.console.navigation import MANY
from core.models import User
from operations.incidents.admin.rights import VIEW
from operations.incidents.models import Incident, IncidentState
from operations.incidents.wording import headline_of

_KEPT = "_incidents_going_on"
_FIELDS = ("title", "alert_name", "territory", "severity", "state", "began_at", "next_update_at")


@dataclass(frozen=True, slots=True)
class GoingOn:
    """Incidents of a user that have not ended, the worst first; MANY at most."""

    incidents: Sequence[Incident]
    at: datetime

    @property
    def unanswered(self) -> int:
        """How many of them nobody has reacted to."""
        return sum(incident.state == IncidentState.OPEN for incident in self.incidents)


def going_on(user: User) -> GoingOn:
    """What has not ended, of what `user` may see; nothing for who may not see incidents.

    One query for a page, however many of its parts ask: kept with the user of the request, as Django keeps rights.
    """
    found: GoingOn | None = user.__dict__.get(_KEPT)
    if found is None:
        incidents: list[Incident] = []
        if user.has_perm(VIEW):
            active = Incident.objects.for_user(user).active().order_by("severity", "-id")
            incidents = list(active.only(*_FIELDS)[:MANY])
        found = user.__dict__[_KEPT] = GoingOn(incidents, timezone.now())
    return found


def title_of(incident: Incident) -> str:
    """What has happened and where, in the present language: "A sample is lost (DE)"."""
    title = headline_of(incident)
    return f"{title} ({incident.territory})" if incident.territory else title

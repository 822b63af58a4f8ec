"""The bar on every page while the worst happens."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from core.console.notices import Notice, NoticeBoard
from core.models import User
from operations.incidents.admin.texts import clock, state_name
from operations.incidents.present import going_on, title_of
from operations.runbooks.responsibilities import Severity

SHOWN = 3  # a phone has to show the page, too


def notices(user: User) -> Iterator[Notice]:
    """The SEV1s that have not ended, the newest first."""
    worst = [incident for incident in going_on(user).incidents if incident.severity == Severity.SEV1]
    for incident in worst[:SHOWN]:
        yield Notice(
            badge=incident.severity,
            title=title_of(incident),
            url=reverse("admin:incidents_incident_change", args=[incident.pk]),
            note=_("since %(time)s, %(state)s")
            % {"time": clock(incident.began_at), "state": state_name(incident.state)},
        )


NOTICES = NoticeBoard(notices=notices)

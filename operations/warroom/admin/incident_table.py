"""The open incidents, the worst first, and where one is opened."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.console.badges import with_note
from core.console.tables import Action, Table
from core.models import User
from operations.incidents.admin.texts import next_update, since, state_badge
from operations.incidents.models import Incident
from operations.incidents.present import going_on, title_of
from operations.runbooks.admin.texts import severity_badge

SHOWN = 8  # the rest is one click away


def opening_address(territory: str) -> str:
    """Where an incident is opened, with its territory filled in (empty: without)."""
    query = f"?{urlencode({'territory': territory})}" if territory else ""
    return reverse("admin:incidents_incident_add") + query


def incident_table(user: User, now: datetime) -> Table:
    """Those that have not ended, of what the user may see."""
    found = going_on(user).incidents
    return Table(
        ident="incidents",
        title=_("Open incidents"),
        columns=(_("Severity"), _("Incident"), _("State")),
        rows=[_row(each, now) for each in found[:SHOWN]],
        empty=_("No incident is open."),
        action=Action(label=_("All"), url=reverse("admin:incidents_incident_changelist")),
        total=len(found),
    )


def _row(incident: Incident, now: datetime) -> Sequence[str | SafeString]:
    address = reverse("admin:incidents_incident_change", args=[incident.pk])
    link = format_html('<a href="{}">{}</a>', address, title_of(incident))
    update = next_update(incident.next_update_at, now)
    return (
        severity_badge(incident.severity),
        with_note(link, _("since %(time)s") % {"time": since(incident.began_at, now)}),
        with_note(state_badge(incident), update.short, urgent=update.is_overdue) if update else state_badge(incident),
    )

"""Who is on call now for what wakes people, and until when."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.console.badges import Tone, badge, with_note
from core.console.tables import Action, Table
from core.models import User
from operations.incidents.admin.rota_page import Desk, Person, rota


def on_call_table(user: User, now: datetime) -> Table:
    """Each responsibility with a rota. Two queries."""
    return Table(
        ident="on-call",
        title=_("On call now"),
        columns=(_("Responsibility"), _("Who"), _("Until")),
        rows=[_row(each) for each in rota(user, now=now, first=now).planned],
        action=Action(label=_("Rota"), url=reverse("admin:incidents_oncallshift_changelist")),
    )


def _row(desk: Desk) -> Sequence[str | SafeString]:
    if not desk.by_rota:
        nobody = badge(_("nobody is on call"), Tone.DANGER, icon="alert")
        instead = ", ".join(each.name for each in desk.now)
        told = with_note(nobody, _("instead: %(names)s") % {"names": instead}) if instead else nobody
        return desk.label, told, "–"
    return desk.label, _reached(desk.now[0]), desk.until


def _reached(person: Person) -> SafeString | str:
    if not person.phone:
        return person.name
    return with_note(person.name, format_html('<a href="tel:{}">{}</a>', person.dials, person.phone))

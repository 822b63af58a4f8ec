"""What goes on, before anything else on the start page."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.console.badges import Tone
from core.console.start_page import Attention, Card, StartPage
from core.models import User
from operations.incidents.admin.texts import clock, next_update
from operations.incidents.present import going_on, title_of
from operations.runbooks.responsibilities import Severity

SHOWN = 8  # the rest is one click away
_WEIGHT = 1000  # nothing waits longer than this
_TONES = {Severity.SEV1: Tone.DANGER, Severity.SEV2: Tone.WARNING, Severity.SEV3: Tone.HELD}


def attention(user: User) -> Iterator[Attention]:
    """The incidents that have not ended, the worst first."""
    present = going_on(user)
    for rank, incident in enumerate(present.incidents[:SHOWN]):
        update = next_update(incident.next_update_at, present.at)
        since = _("since %(time)s") % {"time": clock(incident.began_at)}
        yield Attention(
            badge=incident.severity,
            tone=_TONES.get(Severity(incident.severity), Tone.NEUTRAL),
            title=title_of(incident),
            url=reverse("admin:incidents_incident_change", args=[incident.pk]),
            note=f"{since} · {update.short}" if update else since,
            weight=_WEIGHT - rank,
        )


def cards(user: User) -> Iterator[Card]:
    """How many go on; nothing where none does."""
    present = going_on(user)
    if not present.incidents:
        return
    left = present.unanswered
    waiting = ngettext("%(count)s without a reaction", "%(count)s without a reaction", left) % {"count": left}
    yield Card(
        label=_("Open incidents"),
        value=str(len(present.incidents)),
        note=waiting if left else _("somebody is at work on each"),
        url=reverse("admin:incidents_incident_changelist"),
        tone=Tone.DANGER if left or present.incidents[0].severity == Severity.SEV1 else Tone.WARNING,
    )


START_PAGE = StartPage(order=1, attention=attention, cards=cards)

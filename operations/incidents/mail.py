"""The mail that wakes somebody: what is wrong, what it costs, since when, what to do, and how to say "I am on it"."""

from dataclasses import dataclass

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from core.walltime import berlin_wall
from operations.incidents.models import Incident, Page
from operations.incidents.wording import headline_of, impact_of, reasons_of, responsibility_name
from operations.runbooks.addresses import absolute, read_address
from operations.runbooks.responsibilities import RESPONSE_TIMES, Severity

# Fixed: mails lead here.
_WAR_ROOM = "/admin/incidents/incident/{}/change/"


@dataclass(frozen=True, slots=True)
class PageMail:
    """A finished mail: text only, so that every telephone shows it."""

    recipient: str
    message_id: str
    language: str
    subject: str
    body: str


def mail_of(page: Page) -> PageMail:
    """What a page says, in its recipient's language. `page.incident` with its runbook version is loaded."""
    with translation.override(page.language):
        incident = page.incident
        context = {
            "incident": incident,
            "drill": incident.is_drill,
            "level": page.level,
            "responsibility": responsibility_name(page.responsibility),
            "headline": headline_of(incident),
            "impact": impact_of(incident),
            "reasons": reasons_of(incident),
            "territory": incident.get_territory_display(),
            "began": berlin_wall(incident.began_at),
            "minutes": int(RESPONSE_TIMES[Severity(incident.severity)].total_seconds() // 60),
            "runbook_url": _runbook_url(incident),
            "incident_url": incident_url(incident),
        }
        return PageMail(
            recipient=page.address,
            message_id=page.message_id,
            language=page.language,
            subject=_subject(incident),
            body=render_to_string("incidents/mail/page.txt", context),
        )


def build_message(mail: PageMail) -> EmailMessage:
    """The message. Runs in any thread: no database is asked."""
    return EmailMessage(
        subject=mail.subject,
        body=mail.body,
        to=[mail.recipient],
        headers={
            "Message-ID": mail.message_id,
            "Auto-Submitted": "auto-generated",  # nobody's out-of-office need answer
            "Content-Language": mail.language,
            "X-Priority": "1",
        },
    )


def incident_url(incident: Incident) -> str:
    """Where the incident is worked on."""
    return absolute(_WAR_ROOM.format(incident.pk))


def _runbook_url(incident: Incident) -> str:
    if not incident.runbook_slug:
        return ""
    return absolute(read_address(incident.runbook_slug, incident.runbook_step))


def _subject(incident: Incident) -> str:
    headline = " ".join(headline_of(incident).split())  # a line break would end the header
    place = f" ({incident.territory})" if incident.territory else ""
    drill = _("DRILL") + " " if incident.is_drill else ""
    return f"{drill}[{incident.severity}] {headline}{place}"[:200]

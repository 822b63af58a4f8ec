"""The mail that reminds a representative: protection of a lead ends soon, and what keeps it."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.walltime import berlin_wall
from leads.models import QUALIFIED_KINDS


@dataclass(frozen=True, slots=True)
class ReminderMail:
    """All that one reminder's mail says. `expires_at` is aware; `days_remaining` counts dates in Berlin."""

    lead_id: int
    message_id: str
    expires_at: datetime
    days_remaining: int
    company: str
    recipient: str
    language: str
    first_name: str
    last_name: str
    follow_up_days: int
    grace_days: int


def build_message(mail: ReminderMail) -> EmailMultiAlternatives:
    """The finished message in the recipient's language, text and HTML. Runs in any thread: no database is asked."""
    with translation.override(mail.language):
        company = _one_line(mail.company) or _("Lead %(id)s") % {"id": mail.lead_id}
        context = {
            "mail": mail,
            "company": company,
            "name": f"{mail.first_name} {mail.last_name}".strip(),
            # A naive wall time: shown as it is, whatever zone the process has activated.
            "expires": berlin_wall(mail.expires_at),
            "kinds": [kind.label for kind in QUALIFIED_KINDS],
            "url": _link(mail.lead_id),
        }
        message = EmailMultiAlternatives(
            subject=_subject(company, mail.days_remaining),
            body=render_to_string("leads/mail/reminder.txt", context),
            to=[mail.recipient],
            headers={
                "Message-ID": mail.message_id,
                "Auto-Submitted": "auto-generated",  # nobody's out-of-office need answer
                "Content-Language": mail.language,
            },
        )
        message.attach_alternative(render_to_string("leads/mail/reminder.html", context), "text/html")
        return message


def _link(lead_id: int) -> str:
    if settings.LEAD_LINK_URL:
        return str(settings.LEAD_LINK_URL).replace("{lead_id}", str(lead_id))
    return settings.PUBLIC_URL + reverse("admin:leads_lead_change", args=[lead_id])


def _subject(company: str, days: int) -> str:
    if days < 1:
        return _("%(company)s: protection ends today") % {"company": company}
    subject = ngettext(
        "%(company)s: protection ends in %(days)s day", "%(company)s: protection ends in %(days)s days", days
    )
    return subject % {"company": company, "days": days}


def _one_line(text: str) -> str:
    """A line break would end the header that the text goes into."""
    return " ".join(text.split())

"""What the mail about late milestones says."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from seasonal.models import LateNotice, Milestone


@dataclass(frozen=True, slots=True)
class NoticeMail:
    """A finished mail, text only."""

    recipient: str
    message_id: str
    language: str
    subject: str
    body: str


def mail_of(notice: LateNotice, late: Sequence[Milestone]) -> NoticeMail:
    """In the language of whoever is written to; `notice.user` and each `season` are loaded."""
    user = notice.user
    with translation.override(user.language):
        subject = ngettext(
            "%(count)s milestone of a playbook is late", "%(count)s milestones of playbooks are late", len(late)
        )
        lines = [
            {
                "title": each.title,
                "season": str(each.season),
                "due_on": each.due_on,
                "is_mine": each.owner_user_id == user.pk,
                "url": settings.PUBLIC_URL + reverse("admin:seasonal_milestone_playbook", args=[each.season_id]),
            }
            for each in late
        ]
        return NoticeMail(
            recipient=user.email,
            message_id=notice.message_id,
            language=user.language,
            subject=subject % {"count": len(late)},
            body=render_to_string(
                "seasonal/mail/late.txt", {"name": user.get_full_name() or user.username, "lines": lines}
            ),
        )


def build_message(mail: NoticeMail) -> EmailMessage:
    """The message."""
    return EmailMessage(
        subject=mail.subject,
        body=mail.body,
        to=[mail.recipient],
        headers={
            "Message-ID": mail.message_id,
            "Auto-Submitted": "auto-generated",  # nobody's out-of-office need answer
            "Content-Language": mail.language,
        },
    )

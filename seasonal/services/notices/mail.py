"""What the mail about late milestones says."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from core.models import User
from seasonal.models import LateNotice, Milestone, MilestoneState


@dataclass(frozen=True, slots=True)
class NoticeMail:
    """A finished mail, text only."""

    recipient: str
    message_id: str
    language: str
    subject: str
    body: str


def mail_of(notice: LateNotice, told: Sequence[Milestone]) -> NoticeMail:
    """What is late and what was closed, in the language of whoever is written to; `notice.user` and each `season` are
    loaded."""
    user = notice.user
    late = [each for each in told if each.state == MilestoneState.OPEN]
    closed = [each for each in told if each.state == MilestoneState.LAPSED]
    with translation.override(user.language):
        return NoticeMail(
            recipient=user.email,
            message_id=notice.message_id,
            language=user.language,
            subject=_subject(len(late), len(closed)),
            body=render_to_string(
                "seasonal/mail/late.txt",
                {
                    "name": user.get_full_name() or user.username,
                    "lines": _lines(late, user),
                    "closed": _lines(closed, user),
                },
            ),
        )


def _subject(late: int, closed: int) -> str:
    if late:
        text = ngettext("%(count)s milestone of a playbook is late", "%(count)s milestones of playbooks are late", late)
        return text % {"count": late}
    text = ngettext(
        "%(count)s milestone was left open and is closed", "%(count)s milestones were left open and are closed", closed
    )
    return text % {"count": closed}


def _lines(milestones: Sequence[Milestone], user: User) -> list[dict[str, object]]:
    return [
        {
            "title": each.title,
            "season": str(each.season),
            "due_on": each.due_on,
            "is_mine": each.owner_user_id == user.pk,
            "url": settings.PUBLIC_URL + reverse("admin:seasonal_milestone_playbook", args=[each.season_id]),
        }
        for each in milestones
    ]


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

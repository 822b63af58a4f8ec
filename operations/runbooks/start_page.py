"""What needs attention among the runbooks: those that nobody has looked at for too long, those that do not help."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.console.badges import Tone
from core.console.start_page import Attention, StartPage
from core.models import User
from operations.runbooks.addresses import read_address
from operations.runbooks.admin.filters import PAST_REVIEW
from operations.runbooks.admin.rights import SEE_FEEDBACK, may_edit
from operations.runbooks.admin.texts import day
from operations.runbooks.models import RunbookVersion
from operations.runbooks.querysets.feedback import often_unhelpful

SHOWN = 3  # of each kind: the rest is one click away


def attention(user: User) -> Iterable[Attention]:
    """What somebody who keeps runbooks should look at."""
    if may_edit(user):
        yield from _past_review()
    if user.has_perm(SEE_FEEDBACK):
        yield from _unhelpful()


def _past_review() -> Iterator[Attention]:
    rows = sorted(RunbookVersion.objects.current().past_review(), key=lambda version: version.content["review_due"])
    for version in rows[:SHOWN]:
        yield Attention(
            badge=_("Past review"),
            tone=Tone.WARNING,
            title=version.title,
            url=read_address(version.runbook.slug),
            note=_("since %(day)s") % {"day": day(version.content["review_due"])},
            weight=30,
        )
    if len(rows) > SHOWN:
        more = len(rows) - SHOWN
        text = ngettext("%(count)s more runbook", "%(count)s more runbooks", more)
        yield Attention(
            badge=_("Past review"),
            tone=Tone.WARNING,
            title=text % {"count": more},
            url=f"{reverse('admin:runbooks_runbook_changelist')}?{PAST_REVIEW}",
            weight=29,
        )


def _unhelpful() -> Iterator[Attention]:
    for each in often_unhelpful()[:SHOWN]:
        yield Attention(
            badge=_("Does not help"),
            tone=Tone.WARNING,
            title=each.version.title,
            url=f"{reverse('admin:runbooks_stepfeedback_changelist')}?q={each.version.runbook.slug}&helped__exact=0",
            note=_("%(no)s of %(all)s said no") % {"no": each.unhelpful, "all": each.answers},
            weight=35,
        )


START_PAGE = StartPage(order=60, attention=attention)

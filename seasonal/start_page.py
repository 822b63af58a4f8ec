"""What is late in playbooks, on the start page."""

from collections.abc import Iterator

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.console.badges import Tone
from core.console.start_page import Attention, StartPage
from core.models import User
from core.walltime import berlin_wall
from seasonal.admin.texts import day
from seasonal.models import Milestone, Season
from seasonal.rights import PLAN, WORK

_WEIGHT = 700  # after incidents, before most of the rest


def attention(user: User) -> Iterator[Attention]:
    """The seasons with late milestones that somebody answers for: by name, or (who plans) because nobody else does."""
    if not user.has_perm(WORK):
        return
    today = berlin_wall(timezone.now()).date()
    late = Milestone.objects.late_on(today).of_person(user, leads=user.has_perm(PLAN)).order_by("season__starts_on")
    found = list(late.values("season").annotate(count=Count("pk"), since=Min("due_on")))
    seasons = Season.objects.in_bulk([each["season"] for each in found]) if found else {}
    for each in found:
        count = each["count"]
        text = ngettext("%(count)s milestone is late", "%(count)s milestones are late", count) % {"count": count}
        yield Attention(
            badge=_("Playbook"),
            tone=Tone.DANGER,
            title=f"{seasons[each['season']]}: {text}",
            url=reverse("admin:seasonal_milestone_playbook", args=[each["season"]]),
            note=_("the first was due on %(day)s") % {"day": day(each["since"])},
            weight=_WEIGHT,
        )


START_PAGE = StartPage(order=20, attention=attention)

"""The bar on every page while a season runs FreshOps differently."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from core.console.badges import Tone
from core.console.notices import Notice, NoticeBoard
from core.models import User
from core.operating import Period, operating_mode
from core.walltime import berlin_wall
from seasonal.admin.season_pages import season_pages
from seasonal.admin.texts import day
from seasonal.rights import VIEW


def notices(user: User) -> Iterator[Notice]:
    """The seasons that are on, and what rests meanwhile. No query: the mode is kept."""
    mode = operating_mode()
    if not mode.periods or not user.has_perm(VIEW):
        return
    last = max(period.until for period in mode.periods)
    resting = ", ".join(str(feature.label) for feature in mode.switched_off)
    until = _("until the end of %(day)s") % {"day": day(berlin_wall(last - timedelta(seconds=1)).date())}
    yield Notice(
        badge=_("Season"),
        title=" · ".join(str(period.name) for period in mode.periods),
        url=_where(mode.periods),
        note=f"{until} · " + _("switched off: %(what)s") % {"what": resting} if resting else until,
        tone=Tone.GOOD,
    )


def _where(periods: Sequence[Period]) -> str:
    """Of one season, to where it is looked after; of several, to their list."""
    if len(periods) == 1 and periods[0].ref is not None:
        for page in season_pages():
            if page.is_watched:
                return page.address(periods[0].ref)
    return reverse("admin:seasonal_season_changelist") + "?state__exact=ACTIVE"


NOTICES = NoticeBoard(notices=notices)

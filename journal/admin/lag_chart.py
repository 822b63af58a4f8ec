"""The picture of the last day: how many events arrived in each hour, and in which some were parked."""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.svg import Bar, bar_chart
from core.walltime import berlin_wall
from journal.querysets.hours import Hour


def hours_chart(hours: Sequence[Hour], *, ident: str) -> SafeString:
    """A bar for each hour, with Berlin's hours under them; red where something was parked."""
    bars = [
        Bar(
            label=f"{berlin_wall(hour.start):%H}",
            value=hour.delivered + hour.parked,
            text=_shown(hour),
            tone="danger" if hour.parked else "",
        )
        for hour in hours
    ]
    return bar_chart(bars, title=_("Events delivered by hour, last 24 hours"), ident=ident)


def in_words(hours: Sequence[Hour]) -> str:
    """What the picture shows, as a sentence."""
    delivered, parked = sum(hour.delivered for hour in hours), sum(hour.parked for hour in hours)
    told = ngettext(
        "%(count)s delivered in the last 24 hours", "%(count)s delivered in the last 24 hours", delivered
    ) % {"count": _grouped(delivered)}
    if not parked:
        return _("%(told)s, none parked.") % {"told": told}
    return _("%(told)s; %(parked)s parked and still waiting for a decision (red).") % {
        "told": told,
        "parked": _grouped(parked),
    }


def _shown(hour: Hour) -> str:
    if not hour.parked:
        return _grouped(hour.delivered)
    return _("%(delivered)s + %(parked)s parked") % {
        "delivered": _grouped(hour.delivered),
        "parked": _grouped(hour.parked),
    }


def _grouped(number: int) -> str:
    return str(number_format(number, force_grouping=True))

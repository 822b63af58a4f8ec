"""What the rota can tell of a season's milestones."""

from datetime import datetime, time, timedelta

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.walltime import berlin_instant, berlin_wall
from operations.incidents.models import OnCallShift
from operations.runbooks.responsibilities import Responsibility
from seasonal.models import Season
from seasonal.playbooks.checks import Verdict, met, unmet

# Whom alerts wake: their rota has no gaps in the first week of a season.
_WOKEN = (Responsibility.OPERATIONS_ON_CALL, Responsibility.ENGINEERING_ON_CALL)
_LENGTH = timedelta(days=7)


def rota_filled(season: Season, at: datetime) -> Verdict:
    """Somebody is on call for everything that wakes people, without a gap, in the season's first seven days (or all of
    it, where it is shorter)."""
    begin = berlin_instant(datetime.combine(season.starts_on, time()))
    last = min(season.starts_on + _LENGTH, season.ends_on + timedelta(days=1))
    end = berlin_instant(datetime.combine(last, time()))
    for responsibility in _WOKEN:
        covered = begin
        shifts = OnCallShift.objects.of(responsibility).filter(ends_at__gt=begin, starts_at__lt=end)
        for since, until in shifts.order_by("starts_at").values_list("starts_at", "ends_at"):
            if since > covered:
                break
            covered = max(covered, until)
        if covered < end:
            gap = f"{berlin_wall(covered):%Y-%m-%d %H:%M}"
            return unmet(format_lazy("{}: {} {}", responsibility.label, _("nobody is on call from"), gap))
    return met(_("The first week is filled without a gap."))

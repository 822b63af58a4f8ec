"""Whether a season's load was proven: on the version that runs, at the factor that the season is planned with."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.version import UNKNOWN, version
from core.walltime import berlin_wall
from seasonal.models import LoadTest, Season
from seasonal.planning.calendar import MAIN_MARKET
from seasonal.playbooks.checks import Verdict, met, unmet
from seasonal.querysets.planning import load_calendar

# The final test is run after what runs in the season has been frozen.
FINAL = timedelta(days=14)
SHORTEST = 120  # seconds; what is shorter shows nothing that piles up


def load_test_passed(season: Season, at: datetime) -> Verdict:
    """The newest load test of the season at its factor passed, on the version that runs now."""
    return _verdict(season, at, version())


def final_load_test_passed(season: Season, at: datetime) -> Verdict:
    """The same, in the 14 days before the season or later."""
    return _verdict(season, at, version(), since=season.starts_on - FINAL)


def _verdict(season: Season, at: datetime, running: str, since: date | None = None) -> Verdict:
    calendar = load_calendar(season.starts_on, season.ends_on)
    planned = next(each for each in calendar.seasons if each.pk == season.pk)
    factor = calendar.factor(planned, MAIN_MARKET).factor
    test = LoadTest.objects.filter(season=season, scale__gte=factor, ran_at__lte=at).order_by("-ran_at").first()
    if test is None:
        return unmet(format_lazy(_("No load test at {factor} times the normal load."), factor=_times(factor)))
    day = berlin_wall(test.ran_at).date()
    about = {"day": _told(day), "version": test.version}
    if float(test.evidence.get("seconds") or 0) < SHORTEST:
        return unmet(format_lazy(_("The load test of {day} lasted less than two minutes."), **about))
    if not test.passed:
        return unmet(format_lazy(_("The load test of {day} missed thresholds."), **about))
    if test.version != running or running == UNKNOWN:
        return unmet(format_lazy(_("The load test of {day} was run on another version, {version}."), **about))
    if since and day < since:
        return unmet(format_lazy(_("The load test of {day} is older than 14 days before the season."), **about))
    return met(format_lazy(_("The load test of {day} kept every threshold."), **about))


def _factor(factor: Decimal) -> str:
    return number_format(f"{factor.normalize():f}")


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


_told, _times = lazy(_day, str), lazy(_factor, str)  # in the language of whoever is told

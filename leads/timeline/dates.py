"""Dates as people in the office read them: Europe/Berlin, in the language of the page."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date as babel_format
from django.utils.translation import get_language, ngettext

BERLIN = ZoneInfo("Europe/Berlin")


def local(instant: datetime) -> datetime:
    """Return the instant on the wall clock of Berlin."""
    return instant.astimezone(BERLIN)


def day(instant: datetime) -> str:
    """Return the Berlin date, e.g. "27.11.2026" or "27 Nov 2026"."""
    return babel_format(local(instant), "dd.MM.y" if _german() else "d MMM y", locale=_locale())


def short_day(instant: datetime) -> str:
    """Return the Berlin date without its year, e.g. "27.11." or "27 Nov"."""
    return babel_format(local(instant), "dd.MM." if _german() else "d MMM", locale=_locale())


def moment(instant: datetime) -> str:
    """Return Berlin date and time to the minute, e.g. "27.11.2026, 15:06"."""
    return f"{day(instant)}, {local(instant):%H:%M}"


def month(instant: datetime) -> str:
    """Return the month's short name, e.g. "Nov"."""
    return babel_format(local(instant), "LLL", locale=_locale())


def length(start: datetime, end: datetime) -> str:
    """Return how long it took on Berlin's wall clock, in whole days, under one day in hours."""
    taken = local(end).replace(tzinfo=None) - local(start).replace(tzinfo=None)
    if taken < timedelta(days=1):
        hours = max(round(taken / timedelta(hours=1)), 0)
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    days = round(taken / timedelta(days=1))
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def days_between(start: datetime, end: datetime) -> int:
    """Return how many midnights of Berlin lie between, negative where `end` is the earlier."""
    return (local(end).date() - local(start).date()).days


def _german() -> bool:
    return _locale() == "de"


def _locale() -> str:
    return "de" if (get_language() or "de").startswith("de") else "en_GB"

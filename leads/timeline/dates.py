"""Dates as people in the office read them: Europe/Berlin, in the language of the page."""

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import get_month_names
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

BERLIN = ZoneInfo("Europe/Berlin")


def local(instant: datetime) -> datetime:
    """Return the instant on the wall clock of Berlin."""
    return instant.astimezone(BERLIN)


def day(instant: datetime) -> str:
    """Return the Berlin date, e.g. "27.11.2026" or "27 Nov 2026"."""
    at = local(instant)
    return f"{at:%d.%m.%Y}" if _german() else f"{at.day} {_months(_locale())[at.month]} {at.year}"


def short_day(instant: datetime) -> str:
    """Return the Berlin date without its year, e.g. "27.11." or "27 Nov"."""
    at = local(instant)
    return f"{at:%d.%m.}" if _german() else f"{at.day} {_months(_locale())[at.month]}"


def moment(instant: datetime) -> str:
    """Return Berlin date and time to the minute, e.g. "27.11.2026, 15:06"."""
    return f"{day(instant)}, {local(instant):%H:%M}"


def month(instant: datetime) -> str:
    """Return the month's short name, e.g. "Nov"."""
    return _months(_locale())[local(instant).month]


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


def distance(now: datetime, then: datetime) -> str:
    """Return how far a date is away, in Berlin's calendar days, e.g. "in 9 days", "today", "3 days ago"."""
    days = days_between(now, then)
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}
    return ngettext("%(count)d day ago", "%(count)d days ago", -days) % {"count": -days}


@lru_cache(maxsize=4)
def _months(locale: str) -> dict[int, str]:
    return dict(get_month_names("abbreviated", context="stand-alone", locale=locale))


def _german() -> bool:
    return _locale() == "de"


def _locale() -> str:
    return "de" if (get_language() or "de").startswith("de") else "en"

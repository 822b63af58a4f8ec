"""How the pages of key figures say values, verdicts, times and seasons."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from babel.dates import format_skeleton
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.console.badges import Tone, badge
from core.territory import Territory
from core.walltime import BERLIN, berlin_wall
from operations.kpis.periods import Bucket
from operations.kpis.registry import Kpi, Unit
from operations.kpis.verdicts import Verdict
from operations.kpis.wording import value_in_words
from seasonal.models import Season, SeasonKind

_LOOKS = {
    Verdict.MET: (Tone.GOOD, "check"),
    Verdict.MISSED: (Tone.DANGER, "alert"),
    Verdict.TOO_FEW: (Tone.NEUTRAL, "info"),
    Verdict.NOTHING: (Tone.NEUTRAL, "dot"),
    Verdict.NO_TARGET: (Tone.NEUTRAL, "dot"),
}


def verdict_badge(kpi: Kpi, verdict: Verdict) -> SafeString:
    """A verdict in words, with its sign and colour."""
    tone, icon = _LOOKS[verdict]
    if verdict is Verdict.TOO_FEW:
        text = _("too few cases (under %(least)s)") % {"least": kpi.least}
    else:
        text = str(kpi.empty) if verdict is Verdict.NOTHING else str(verdict.label)
    return badge(text, tone, icon=icon)


def shown(kpi: Kpi, value: Decimal | None) -> str:
    """A value in words; a dash where nothing was there."""
    return "–" if value is None else value_in_words(kpi.unit, value)


def cases(count: int) -> str:
    """How many cases a value was computed from."""
    return ngettext("%(count)s case", "%(count)s cases", count) % {"count": value_in_words(Unit.COUNT, Decimal(count))}


def territory_name(territory: str) -> str:
    """What people call a territory; "All" for none."""
    return str(dict(Territory.choices).get(territory, _("All territories")))


def season_name(kind: str) -> str:
    """What people call a kind of season; of any other name, itself."""
    names = dict(SeasonKind.choices)
    return str(names.get(kind, _("any peak season") if kind == "peak" else kind))


def season_line(season: Season) -> str:
    """A season with its days."""
    return f"{season_name(season.kind)} ({short_day(season.starts_on)} – {day(season.ends_on)})"


def short_day(value: date) -> str:
    """A date without its year, such as "1. Nov." or "1 Nov": Django's formats have none that is short."""
    return str(format_skeleton("MMMd", value, locale=_locale()))


def short_month(value: date) -> str:
    """A month, such as "Nov. 2026" or "Nov 2026"."""
    return str(format_skeleton("yMMM", value, locale=_locale()))


def day(value: date) -> str:
    """A date, short."""
    return date_format(value, "SHORT_DATE_FORMAT")


def window_in_words(kpi: Kpi) -> str:
    """The time that the present value of a KPI covers."""
    if kpi.is_monthly:
        return _("this month")
    return ngettext("last %(count)s day", "last %(count)s days", kpi.window.days) % {"count": kpi.window.days}


def bucket_label(bucket: str, since: datetime) -> str:
    """A bucket under a chart."""
    wall = berlin_wall(since)
    if bucket == Bucket.HOUR:
        return f"{wall:%H}" if wall.hour else short_day(wall.date())
    if bucket == Bucket.MONTH:
        return short_month(wall.date())
    return short_day(wall.date())


def bucket_name(bucket: str, since: datetime, until: datetime) -> str:
    """A bucket in full; an hour that there is twice, with the name of its time."""
    wall = berlin_wall(since)
    if bucket == Bucket.MONTH:
        return date_format(wall, "F Y")
    if bucket == Bucket.WEEK:
        return f"{day(wall.date())} – {day(berlin_wall(until).date() - timedelta(days=1))}"
    if bucket == Bucket.DAY:
        return day(wall.date())
    here = since.astimezone(BERLIN)
    is_twice = here.replace(fold=0).utcoffset() != here.replace(fold=1).utcoffset()
    return f"{day(wall.date())}, {wall:%H:%M}" + (f" {here.tzname()}" if is_twice else "")


def _locale() -> str:
    # English as it is written here: the day before the month.
    return "de_DE" if (get_language() or "de").startswith("de") else "en_GB"

"""How the pages of runbooks say kinds of steps, roles, dates and ages."""

from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from core.console.badges import Tone, badge
from operations.runbooks.content.document import LANGUAGES
from operations.runbooks.querysets.versions import berlin_today
from operations.runbooks.responsibilities import RESPONSE_TIMES, Responsibility, Severity

KINDS: dict[str, str | Promise] = {
    "manual": gettext_lazy("by hand"),
    "check": gettext_lazy("check"),
    "command": gettext_lazy("command"),
}
LANGUAGE_NAMES: dict[str, str | Promise] = {"de": gettext_lazy("German"), "en": gettext_lazy("English")}
_SEVERITY_TONES = {"SEV1": Tone.DANGER, "SEV2": Tone.WARNING, "SEV3": Tone.HELD, "SEV4": Tone.NEUTRAL}


def language_here(asked: str = "") -> str:
    """The language in which a runbook is shown: the one asked for, or else that of the page."""
    if asked in LANGUAGES:
        return asked
    present = (get_language() or "de")[:2]
    return present if present in LANGUAGES else "en"


def role_name(role: str) -> str:
    """What people call a role of the escalation; one that is no longer known, by its code."""
    return str(dict(Responsibility.choices).get(role, role)) or "–"


def severity_badge(severity: str) -> SafeString:
    """A severity with its colour."""
    return badge(severity, _SEVERITY_TONES.get(severity, Tone.NEUTRAL), icon="")


def answer_time(severity: str) -> str:
    """By when somebody answers at this severity."""
    if severity not in Severity.values:
        return ""
    if severity == Severity.SEV4:
        return _("next working day")
    return minutes(int(RESPONSE_TIMES[Severity(severity)].total_seconds()) // 60)


def minutes(count: int) -> str:
    """A whole number of minutes, as hours where it is hours."""
    if count and count % 60 == 0:
        hours = count // 60
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    return ngettext("%(count)s minute", "%(count)s minutes", count) % {"count": count}


def day(iso: str) -> str:
    """A date of a document as people read it; what is no date stays as it is."""
    try:
        return date_format(date.fromisoformat(iso), "SHORT_DATE_FORMAT")
    except ValueError:
        return iso or "–"


def is_past(iso: str) -> bool:
    """Whether a date of a document lies before today in Berlin."""
    return bool(iso) and iso < berlin_today()


def past_review_badge() -> SafeString:
    """That nobody has looked whether it is still right."""
    return badge(_("past review"), Tone.WARNING, icon="clock")


def draft_badge() -> SafeString:
    """That something is being written."""
    return badge(_("draft"), Tone.HELD, icon="edit")


def dialled(phone: str) -> str:
    """A number as a telephone link wants it."""
    return "".join(each for each in phone if each in "+0123456789")

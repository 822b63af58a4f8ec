"""How the pages of seasons say factors, shares, days, lengths of time and amounts."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.console.badges import Tone, badge
from core.models import User
from core.territory import Territory
from seasonal.models import Season, SeasonKind, SeasonState

NONE = "–"
_LOOKS = {
    SeasonState.PLANNED: (Tone.NEUTRAL, "calendar"),
    SeasonState.OPEN: (Tone.WARNING, "edit"),
    SeasonState.ACTIVE: (Tone.GOOD, "play"),
    SeasonState.OVER: (Tone.NEUTRAL, "check"),
}


def number(value: Decimal | int, places: int | None = None) -> str:
    """A number as the language writes it: without noughts at its end, or with so many decimals."""
    if places is None:
        exact = Decimal(value).normalize()
        exponent = exact.as_tuple().exponent
        places = max(0, -exponent) if isinstance(exponent, int) else 0
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)  # Django would cut it off
    return number_format(rounded, decimal_pos=places, force_grouping=True)


def times(factor: Decimal) -> str:
    """A factor: 4 ×."""
    return f"{number(factor)}\u00a0×"


def percent(share: Decimal, places: int | None = None) -> str:
    """A share of 0.1234 as 12,34 %."""
    return f"{number(share * 100, places)}\u00a0%"


def euros(amount: Decimal) -> str:
    """An amount, net."""
    return f"{number(amount, 2)}\u00a0EUR"


def day(value: date) -> str:
    """A date, short."""
    return date_format(value, "SHORT_DATE_FORMAT")


def days(first: date, last: date) -> str:
    """From the first to the last day."""
    return f"{day(first)} – {day(last)}"


def territory_name(territory: str) -> str:
    """What people call a territory."""
    return str(dict(Territory.choices).get(territory, territory))


def person(user: User | None) -> str:
    """What people call somebody; a dash for nobody."""
    return NONE if user is None else user.get_full_name() or user.get_username()


def kind_name(kind: str) -> str:
    """What people call a kind of season; the name of anything else stays."""
    return str(dict(SeasonKind.choices).get(kind, kind))


def state_badge(season: Season) -> SafeString:
    """How far a season has come."""
    state = SeasonState(season.state)
    tone, icon = (Tone.WARNING, "alert") if season.is_missed else _LOOKS[state]
    return badge(season.state_label, tone, icon=icon)


def yes_no_badge(*, good: bool, yes: str, no: str) -> SafeString:
    """A verdict in words, with its sign and colour."""
    return badge(yes, Tone.GOOD, icon="check") if good else badge(no, Tone.DANGER, icon="alert")


def minutes(seconds: Decimal | None) -> str:
    """A length of time in minutes."""
    return _("never") if seconds is None else _("%(count)s min") % {"count": number(seconds / 60, 1)}

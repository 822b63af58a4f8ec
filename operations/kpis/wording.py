"""Values of key figures as people read them, in the present language."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from operations.kpis.registry import Direction, Kpi, Unit

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_FIXED = "\u00a0"  # a number and its unit stay in one line


def value_in_words(unit: Unit, value: Decimal) -> str:
    """A value in its unit, such as "12,5 %", "300 ms", "1:30 min", "12,40 €" or "3"."""
    match unit:
        case Unit.SHARE:
            return f"{_number(value * 100, 1)}{_FIXED}%"
        case Unit.SECONDS:
            return _duration(value)
        case Unit.EUROS:
            return f"{number_format(value, 2, use_l10n=True, force_grouping=True)}{_FIXED}€"
        case Unit.COUNT:
            return _number(value, 0)


def target_in_words(kpi: Kpi, target: Decimal) -> str:
    """A target with its direction, such as "at least 85 %"."""
    words = _("at least %(value)s") if kpi.direction is Direction.AT_LEAST else _("at most %(value)s")
    return words % {"value": value_in_words(kpi.unit, target)}


def _number(value: Decimal, digits: int) -> str:
    """With so many digits after the point, and none where they are all zero."""
    rounded = round(value, digits) + 0  # no "-0"
    whole = rounded == rounded.to_integral_value()
    return number_format(rounded, 0 if whole else digits, use_l10n=True, force_grouping=True)


def _duration(seconds: Decimal) -> str:
    if 0 < seconds < 1:
        return f"{_number(seconds * 1000, 0)}{_FIXED}ms"
    whole = int(round(seconds, 0))
    if whole < _MINUTE:
        return f"{_number(seconds, 1)}{_FIXED}s"
    if whole < _HOUR:
        return f"{whole // _MINUTE}:{whole % _MINUTE:02}{_FIXED}min"
    minutes = round(seconds / _MINUTE)
    if seconds < 2 * _DAY:
        return f"{minutes // 60}:{minutes % 60:02}{_FIXED}h"
    return _("%(count)s days") % {"count": _number(seconds / _DAY, 1)}

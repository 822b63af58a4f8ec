"""How the pages of facts say values: amounts, instants, choices, lengths of time."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Field, GeneratedField
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from core.admin.texts import moment
from journal.admin.texts import age

NONE = "–"


def said(field: Field[Any, Any], value: Any) -> str:
    """A value of a field as people read it; a dash for none."""
    match value:
        case None | "":
            return NONE
        case bool():
            return _("yes") if value else _("no")
        case datetime():
            return moment(value)
        case date():
            return date_format(value, "SHORT_DATE_FORMAT")
        case Decimal():
            return decimal(value)
    named: Any = field.output_field if isinstance(field, GeneratedField) else field
    return str(dict(named.flatchoices or ()).get(value, value))


def decimal(value: Decimal) -> str:
    """A number with two decimals, or as many as it has, as the language writes it: 1.234,50."""
    return number_format(value, decimal_pos=_places(value), force_grouping=True)


def short(value: Decimal) -> Decimal:
    """The same number without the noughts that the database adds, for a form."""
    return value.quantize(Decimal(1).scaleb(-_places(value)))


def money(amount: Decimal | None, currency: str) -> str:
    """An amount with its currency; a dash for none."""
    return NONE if amount is None else f"{decimal(amount)}\u00a0{currency}"


def between(first: datetime | None, last: datetime | None) -> str:
    """How long it took from one instant to another; a dash where one of them is missing."""
    return NONE if first is None or last is None else age(max(last - first, timedelta(0)))


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(2, -exponent) if isinstance(exponent, int) else 2

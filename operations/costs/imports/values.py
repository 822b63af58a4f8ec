"""What cells mean: amounts, months, days, kinds, currencies, territories. ValueError for what cannot be told."""

import calendar
import re
from datetime import date
from decimal import Decimal

from core.territory import Territory
from core.walltime import berlin_wall
from leads.imports.columns import fold_heading
from leads.imports.dates import parse_registered_at
from operations.costs.models import CostKind
from operations.facts.models.base import Currency

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_GROUPED = re.compile(r"-?\d{1,3}(?:(?P<group>[.,'’ ])\d{3})(?:(?P=group)\d{3})*(?:[.,]\d+)?")
_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})|(?P<month2>\d{1,2})[./](?P<year2>\d{4})")

_KINDS: dict[str, tuple[str, ...]] = {
    CostKind.AI: ("ai", "ki", "artificial intelligence"),
    CostKind.INFRASTRUCTURE: ("infrastructure", "infrastruktur", "it", "hosting", "cloud"),
    CostKind.SALES_TIME: ("sales time", "sales", "vertriebszeit", "vertrieb", "arbeitszeit"),
}
_TERRITORIES: dict[str, tuple[str, ...]] = {
    Territory.DE: ("de", "deutschland", "germany"),
    Territory.CH: ("ch", "schweiz", "switzerland"),
    Territory.AT: ("at", "österreich", "austria"),
}
_CURRENCIES: dict[str, tuple[str, ...]] = {Currency.EUR: ("eur", "euro"), Currency.CHF: ("chf", "franken", "sfr", "fr")}


def _by_word(words: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {fold_heading(word): str(value) for value, spellings in words.items() for word in (*spellings, value)}


KINDS, TERRITORIES = _by_word(_KINDS), _by_word(_TERRITORIES)
CURRENCIES = {**_by_word(_CURRENCIES), "€": "EUR"}


def parse_kind(text: str) -> str:
    """A kind of cost, by its German or English name or its code."""
    return _known(KINDS, text)


def parse_territory(text: str) -> str:
    """A territory, by its name or code; empty for none."""
    return _known(TERRITORIES, text) if text else ""


def parse_currency(text: str) -> str:
    """A currency, by its code, name or sign; euros where nothing is said."""
    if not text:
        return Currency.EUR.value
    return CURRENCIES["€"] if text.strip() == "€" else _known(CURRENCIES, text)


def parse_number(text: str) -> Decimal:
    """1.234,50 and 1,234.50, 1234,5 and 1'234.50. A number such as 1.234, which is two things, is not guessed at."""
    plain = re.sub(r"\s*(€|EUR|CHF|h)$|^(€|EUR|CHF)\s*", "", text.strip().replace("\u00a0", " "))
    if grouped := _GROUPED.fullmatch(plain):
        sign = grouped["group"]
        rest = plain.replace(sign, "")
        if sign in ".," and plain.count(sign) == 1 and rest.lstrip("-").isdigit() and not plain.startswith("0"):
            raise ValueError(text)
        return _rounded(rest.replace(",", ".")) if not plain.startswith("0") else _rounded(plain.replace(",", "."))
    if _NUMBER.fullmatch(plain):
        return _rounded(plain.replace(",", "."))
    raise ValueError(text)


def parse_day(text: str) -> date:
    """A day: 31.12.2025, 2025-12-31, or a spreadsheet's number."""
    return berlin_wall(parse_registered_at(text)).date()


def parse_month(text: str) -> tuple[date, date]:
    """The first and last day of a month: 2026-03, 03/2026, 3.2026, or any day in it."""
    found = _MONTH.fullmatch(text)
    if found:
        first = date(int(found["year"] or found["year2"]), int(found["month"] or found["month2"]), 1)
    else:
        first = parse_day(text).replace(day=1)
    return first, month_end(first)


def month_end(first: date) -> date:
    """The last day of the month that begins with `first`."""
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _known(words: dict[str, str], text: str) -> str:
    found = words.get(fold_heading(text))
    if found is None:
        raise ValueError(text)
    return found


def _rounded(text: str) -> Decimal:
    # A spreadsheet's 12.35 may come as 12.350000000000001; the database keeps six places.
    return Decimal(text).quantize(Decimal("0.000001"))

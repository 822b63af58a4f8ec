"""From cells to a cost that could be recorded, or everything that is wrong with them."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from leads.imports.table import SourceRow
from leads.imports.values import clean, is_error
from operations.costs.imports.columns import Columns, Field
from operations.costs.imports.reasons import Reason
from operations.costs.imports.values import (
    parse_currency,
    parse_day,
    parse_kind,
    parse_month,
    parse_number,
    parse_territory,
)
from operations.costs.models import Cost, CostKind

_T = TypeVar("_T")
_LIMITS = {
    Field.TEAM: Cost._meta.get_field("team").max_length,
    Field.CAMPAIGN: Cost._meta.get_field("campaign").max_length,
    Field.NOTE: Cost._meta.get_field("note").max_length,
    Field.REFERENCE: Cost._meta.get_field("external_id").max_length,
}
_MOST = Decimal(10) ** 8  # the hours' column takes no more, and no cost of ours is that high


@dataclass(frozen=True, slots=True)
class CostRow:
    """A row that could be recorded, for whole days in Berlin, the last included."""

    kind: str
    amount: Decimal | None
    hours: Decimal | None
    currency: str
    first_day: date
    last_day: date
    territory: str
    team: str
    campaign: str
    user_id: int | None
    note: str

    @property
    def fingerprint(self) -> str:
        """What stands for a row without a reference: the same row has the same, in any file."""
        return f"row:{hashlib.sha256(repr(astuple(self)).encode()).hexdigest()[:40]}"


class RowReader:
    """Reads rows of one file. `allowed`: the territories in which costs may be recorded, "" for all of them at once;
    `users`: ids by user name, case folded."""

    def __init__(self, columns: Columns, allowed: frozenset[str], users: Mapping[str, int]) -> None:
        self._columns, self._allowed, self._users = columns, allowed, users

    def reference(self, source: SourceRow) -> str:
        """What the file calls a row; empty where it has no name."""
        return clean(self._columns.get(Field.REFERENCE, source.cells))

    def read(self, source: SourceRow) -> CostRow | list[Reason]:
        """The cost that a row describes, or all that is wrong with it."""
        return _Reading(self._columns, source, self._allowed, self._users).result()


class _Reading:
    """One row as it is read: what was understood, and what is wrong."""

    def __init__(self, columns: Columns, source: SourceRow, allowed: frozenset[str], users: Mapping[str, int]) -> None:
        self._columns, self._allowed, self._users = columns, allowed, users
        self._cells = {field: clean(columns.get(field, source.cells)) for field in Field}
        self._wrong = list(_damage(columns, source))
        self._damaged = {reason.column for reason in self._wrong}

    def result(self) -> CostRow | list[Reason]:
        kind = self._value(Field.KIND, parse_kind, "kind_unknown")
        if not self._cells[Field.KIND]:
            self._blame("missing", Field.KIND)
        amount, hours = self._number(Field.AMOUNT), self._number(Field.HOURS)
        self._check_quantity(kind)
        currency = self._value(Field.CURRENCY, parse_currency, "currency_unknown") or parse_currency("")
        first, last = self._period()
        territory, user_id = self._territory(), self._user()
        for field, limit in _LIMITS.items():
            if len(self._cells[field]) > (limit or 0):
                self._blame("too_long", field, str(limit))
        if self._wrong or kind is None or first is None or last is None:
            return self._wrong
        return CostRow(
            kind=kind,
            amount=amount,
            hours=None if hours is None else round(hours, 2),
            currency=currency,
            first_day=first,
            last_day=last,
            territory=territory,
            team=self._cells[Field.TEAM],
            campaign=self._cells[Field.CAMPAIGN],
            user_id=user_id,
            note=self._cells[Field.NOTE],
        )

    def _check_quantity(self, kind: str | None) -> None:
        amount, hours = self._cells[Field.AMOUNT], self._cells[Field.HOURS]
        if not (amount or hours):
            self._blame("amount_missing", self._first_of(Field.AMOUNT, Field.HOURS))
        elif amount and hours:
            self._blame("amount_and_hours", Field.HOURS)
        elif hours and kind not in (None, CostKind.SALES_TIME):
            self._blame("hours_of_what", Field.HOURS)

    def _period(self) -> tuple[date | None, date | None]:
        if not (self._cells[Field.FIRST] or self._cells[Field.MONTH]):
            self._blame("missing", self._first_of(Field.FIRST, Field.MONTH))
        month = self._value(Field.MONTH, parse_month, "month_unreadable")
        first = self._value(Field.FIRST, parse_day, "day_unreadable") or (month[0] if month else None)
        last = self._value(Field.LAST, parse_day, "day_unreadable") or (month[1] if month else first)
        if first and last and last < first:
            self._blame("period_reversed", self._first_of(Field.LAST, Field.FIRST))
        return first, last

    def _territory(self) -> str:
        typed = self._cells[Field.TERRITORY]
        found = self._value(Field.TERRITORY, parse_territory, "territory_unknown") or ""
        if found not in self._allowed and (found or not typed):
            self._blame("territory_not_yours", Field.TERRITORY, typed)
        return found

    def _user(self) -> int | None:
        typed = self._cells[Field.USER]
        found = self._users.get(typed.casefold())
        if typed and found is None:
            self._blame("user_unknown", Field.USER, typed[:100])
        return found

    def _number(self, field: Field) -> Decimal | None:
        number = self._value(field, parse_number, "number_unreadable")
        if number is not None and not 0 < number < _MOST:
            self._blame("not_positive" if number <= 0 else "too_big", field, self._cells[field])
        return number

    def _value(self, field: Field, parse: Callable[[str], _T], code: str) -> _T | None:
        heading = self._columns.heading(field)
        if not self._cells[field] or heading in self._damaged:
            return None
        try:
            return parse(self._cells[field])
        except ValueError:
            self._blame(code, field, self._cells[field][:100])
            return None

    def _first_of(self, *fields: Field) -> Field:
        return next((field for field in fields if field in self._columns.position), fields[0])

    def _blame(self, code: str, field: Field, value: str = "") -> None:
        self._wrong.append(Reason(code, self._columns.heading(field), value))


def _damage(columns: Columns, source: SourceRow) -> Iterator[Reason]:
    for field, position in columns.position.items():
        cell = columns.get(field, source.cells)
        if position in source.unknown:
            yield Reason("formula", columns.heading(field))
        elif is_error(cell):
            yield Reason("cell_error", columns.heading(field), cell.strip())

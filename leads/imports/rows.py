"""From cells to a lead that could be registered, or everything that is wrong with them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.utils import timezone

from core.models import User
from core.territory import Territory
from leads.imports.columns import Columns, Field
from leads.imports.dates import parse_registered_at
from leads.imports.owners import Owners
from leads.imports.places import locate, split_code_and_city
from leads.imports.reasons import Reason, RowRejected
from leads.imports.table import SourceRow
from leads.imports.values import clean, is_error, is_web_address
from leads.models import Lead

_T = TypeVar("_T")

# Clocks of two machines differ; the database forgives as much.
_TOLERANCE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Defaults:
    """What counts where a row says nothing. `registered_at` is aware."""

    owner: User | None = None
    registered_at: datetime | None = None
    territory: Territory | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class LeadRow:
    """A row that could be registered."""

    number: int
    company: str
    street: str
    postal_code: str
    city: str
    territory: Territory
    phone: str
    website: str
    source: str
    external_id: str
    owner_id: int
    registered_at: datetime


class RowReader:
    """Reads rows of one table. `allowed` are the territories in which leads may be registered (None: all)."""

    def __init__(self, columns: Columns, defaults: Defaults, allowed: frozenset[str] | None) -> None:
        self._columns, self._defaults, self._allowed = columns, defaults, allowed
        self._owners = Owners(defaults.owner)

    def read(self, source: SourceRow) -> LeadRow | list[Reason]:
        """The lead a row describes, or all that is wrong with it."""
        values = self._values(source)
        wrong = [*self._damage(source), *self._mistakes(values)]

        def attempt(find: Callable[[], _T]) -> _T | None:
            try:
                return find()
            except RowRejected as rejected:
                wrong.append(rejected.reason)
                return None

        place = attempt(lambda: self._place(values))
        owner = attempt(lambda: self._owners.find(values[Field.OWNER]))
        registered_at = attempt(lambda: self._registered_at(values[Field.REGISTERED_AT]))
        if wrong or place is None or owner is None or registered_at is None:
            return wrong
        return LeadRow(
            number=source.number,
            company=values[Field.COMPANY],
            street=values[Field.STREET],
            postal_code=place[1],
            city=values[Field.CITY],
            territory=place[0],
            phone=values[Field.PHONE],
            website=values[Field.WEBSITE],
            source=values[Field.SOURCE],
            external_id=values[Field.EXTERNAL_ID],
            owner_id=owner,
            registered_at=registered_at,
        )

    def _values(self, source: SourceRow) -> dict[Field, str]:
        values = dict.fromkeys(Field, "")
        values.update({field: clean(self._columns.get(field, source.cells)) for field in self._columns.position})
        code, values[Field.CITY] = split_code_and_city(values[Field.CITY])
        values[Field.POSTAL_CODE] = values[Field.POSTAL_CODE] or code
        values[Field.STREET] = f"{values[Field.STREET]} {values[Field.HOUSE_NUMBER]}".strip()
        values[Field.SOURCE] = values[Field.SOURCE] or self._defaults.source
        return values

    def _damage(self, source: SourceRow) -> Iterator[Reason]:
        if unnamed := self._columns.unnamed(source.cells):
            yield Reason("cells_without_heading", {"value": ", ".join(unnamed)[:100]})
        for field, position in self._columns.position.items():
            cell = self._columns.get(field, source.cells)
            if position in source.unknown:
                yield Reason("formula", {"column": self._heading(field)})
            elif is_error(cell):
                yield Reason("cell_error", {"column": self._heading(field), "value": cell.strip()})

    def _mistakes(self, values: dict[Field, str]) -> Iterator[Reason]:
        if not values[Field.COMPANY]:
            yield Reason("company_missing")
        if not is_web_address(values[Field.WEBSITE]):
            yield Reason("website_wrong", {"value": values[Field.WEBSITE][:100]})
        for field, limit in LIMITS.items():
            if len(values[field]) > limit:
                yield Reason("too_long", {"column": self._heading(field), "limit": limit})

    def _place(self, values: dict[Field, str]) -> tuple[Territory, str]:
        if not values[Field.POSTAL_CODE] and not values[Field.CITY]:
            raise RowRejected("place_missing")
        territory, postal_code = locate(
            country=values[Field.COUNTRY],
            postal_code=values[Field.POSTAL_CODE],
            city=values[Field.CITY],
            phone=values[Field.PHONE],
            default=self._defaults.territory,
        )
        if self._allowed is not None and territory not in self._allowed:
            raise RowRejected("territory_not_yours", territory=territory.value)
        return territory, postal_code

    def _registered_at(self, text: str) -> datetime:
        if not text:
            if self._defaults.registered_at is None:
                raise RowRejected("date_missing")
            return self._defaults.registered_at
        try:
            registered_at = parse_registered_at(text)
        except ValueError:
            raise RowRejected("date_unreadable", value=text[:100]) from None
        if registered_at > timezone.now() + _TOLERANCE:
            raise RowRejected("date_in_future", value=text)
        return registered_at

    def _heading(self, field: Field) -> str:
        position = self._columns.position.get(field)
        return self._columns.header[position].strip() if position is not None else field.value


# How many characters the columns of a lead take.
LIMITS = {
    field: int(Lead._meta.get_field(field.value).max_length or 0)  # type: ignore[union-attr]
    for field in (
        Field.COMPANY,
        Field.STREET,
        Field.CITY,
        Field.PHONE,
        Field.WEBSITE,
        Field.SOURCE,
        Field.EXTERNAL_ID,
    )
}

"""Which column is what: German and English headings."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from leads.imports.columns import fold_heading
from leads.imports.errors import FileRefused


class Field(StrEnum):
    KIND = "kind"
    AMOUNT = "amount"
    HOURS = "hours"
    CURRENCY = "currency"
    FIRST = "first_day"
    LAST = "last_day"
    MONTH = "month"
    TERRITORY = "territory"
    TEAM = "team"
    CAMPAIGN = "campaign"
    USER = "user"
    NOTE = "note"
    REFERENCE = "reference"
    # Written by us beside refused rows; ignored when they come back.
    REJECTION = "rejection"


HEADINGS: dict[Field, tuple[str, ...]] = {
    Field.KIND: ("kind", "type", "cost type", "category", "art", "kostenart", "kategorie"),
    Field.AMOUNT: ("amount", "net amount", "net", "cost", "betrag", "nettobetrag", "netto", "betrag netto", "kosten"),
    Field.HOURS: ("hours", "stunden", "anzahl stunden", "arbeitsstunden"),
    Field.CURRENCY: ("currency", "währung"),
    Field.FIRST: ("from", "first day", "start", "begin", "date", "von", "ab", "beginn", "erster tag", "datum"),
    Field.LAST: ("until", "to", "last day", "end", "bis", "ende", "letzter tag"),
    Field.MONTH: ("month", "period", "monat", "zeitraum", "abrechnungsmonat"),
    Field.TERRITORY: ("territory", "country", "gebiet", "land", "vertriebsgebiet"),
    Field.TEAM: ("team", "vertriebsteam"),
    Field.CAMPAIGN: ("campaign", "kampagne"),
    Field.USER: (
        "user", "username", "user name", "representative", "sales representative", "benutzer", "benutzername",
        "vertreter", "handelsvertreter",
    ),
    Field.NOTE: ("note", "comment", "description", "notiz", "bemerkung", "beschreibung", "verwendungszweck"),
    Field.REFERENCE: (
        "reference", "external id", "id", "cost id", "invoice", "invoice number", "referenz", "externe id", "beleg",
        "belegnummer", "rechnungsnummer", "kosten id",
    ),
    Field.REJECTION: ("rejection reason", "ablehnungsgrund"),
}  # fmt: skip
_BY_HEADING = {fold_heading(heading): field for field, headings in HEADINGS.items() for heading in headings}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where in a row each field stands (from 0), and which headings are not imported."""

    header: tuple[str, ...]
    position: dict[Field, int]
    ignored: tuple[str, ...]

    def get(self, field: Field, cells: Sequence[str]) -> str:
        """The cell of a field; empty where the column or the cell is missing."""
        position = self.position.get(field, -1)
        return cells[position] if 0 <= position < len(cells) else ""

    def heading(self, field: Field) -> str:
        """What the file calls a field."""
        return self.header[self.position[field]].strip() if field in self.position else field.value

    def without_rejections(self, cells: Sequence[str]) -> list[str]:
        """The cells of a row, or of the header, without the reason that we added when it was refused before."""
        ours = self.position.get(Field.REJECTION)
        return [cell for position, cell in enumerate(cells) if position != ours]


def map_columns(header: Sequence[str]) -> Columns:
    """Find the fields in a header.

    FileRefused where two columns mean the same, or none holds the kind, an amount or hours, or the time.
    """
    position: dict[Field, int] = {}
    ignored = []
    for where, heading in enumerate(header):
        field = _BY_HEADING.get(fold_heading(heading))
        if field is None:
            ignored += [heading.strip()] if heading.strip() else []
        elif field in position:
            raise FileRefused(
                _("Two columns mean the same: “%(first)s” and “%(second)s”. Rename or remove one.")
                % {"first": header[position[field]].strip(), "second": heading.strip()},
                code="header_ambiguous",
            )
        else:
            position[field] = where
    for fields, names in _NEEDED:
        if not position.keys() & fields:
            raise FileRefused(
                _("A column is missing: %(names)s. The first row must name the columns.") % {"names": names},
                code="header_missing",
            )
    return Columns(tuple(header), position, tuple(ignored))


_NEEDED = (
    ({Field.KIND}, _("“Kind” or “Kostenart”")),
    ({Field.AMOUNT, Field.HOURS}, _("“Amount” or “Betrag”, or “Hours” or “Stunden”")),
    ({Field.FIRST, Field.MONTH}, _("“From” or “Von”, or “Month” or “Monat”")),
)

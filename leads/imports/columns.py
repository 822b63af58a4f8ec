"""Which column is what: German and English headings, and those of other systems' exports."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from leads.imports.errors import FileRefused


class Field(StrEnum):
    COMPANY = "company"
    STREET = "street"
    HOUSE_NUMBER = "house_number"
    POSTAL_CODE = "postal_code"
    CITY = "city"
    COUNTRY = "country"
    PHONE = "phone"
    WEBSITE = "website"
    SOURCE = "source"
    EXTERNAL_ID = "external_id"
    OWNER = "owner"
    REGISTERED_AT = "registered_at"
    # Written by us beside rejected rows; ignored when they come back.
    REJECTION = "rejection"


# The better a heading fits, the earlier it stands: of two columns that fit, the better one is taken.
HEADINGS: dict[Field, tuple[str, ...]] = {
    Field.COMPANY: (
        "company", "firma", "firmenname", "company name", "unternehmen", "unternehmensname", "betrieb", "betriebsname",
        "organisation", "organization", "account name", "account", "kunde", "kundenname", "customer", "customer name",
        "business name", "name",
    ),
    Field.STREET: (
        "street", "straße", "str", "straße hausnummer", "straße und hausnummer", "straße nr", "straße hausnr",
        "street address", "addr street", "anschrift", "adresse", "address", "address line 1",
    ),
    Field.HOUSE_NUMBER: (
        "house number", "hausnummer", "hausnr", "hnr", "street number", "addr housenumber", "house no",
    ),
    Field.POSTAL_CODE: (
        "postal code", "postleitzahl", "plz", "postcode", "post code", "zip", "zip code", "zipcode", "addr postcode",
        "npa",
    ),
    Field.CITY: (
        "city", "ort", "stadt", "plz ort", "ortschaft", "town", "gemeinde", "wohnort", "place", "addr city", "standort",
    ),
    Field.COUNTRY: (
        "country", "land", "country code", "ländercode", "länderkürzel", "staat", "territory", "gebiet", "addr country",
    ),
    Field.PHONE: (
        "phone", "telefon", "telefonnummer", "phone number", "telephone", "tel", "tel nr", "rufnummer", "festnetz",
        "contact phone", "mobile", "mobil", "handy", "mobilnummer",
    ),
    Field.WEBSITE: (
        "website", "webseite", "web", "url", "homepage", "internet", "internetseite", "internetadresse",
        "contact website", "www",
    ),
    Field.SOURCE: ("source", "quelle", "datenquelle", "lead source", "herkunft"),
    Field.EXTERNAL_ID: (
        "external id", "externe id", "externe kennung", "fremd id", "osm id", "crm id", "datensatz id", "record id",
        "kundennummer", "kundennr", "kunden id", "customer number", "customer id", "id",
    ),
    Field.OWNER: (
        "owner user name", "inhaber benutzername", "owner", "handelsvertreter", "vertreter",
        "geschützter benutzer", "protected user", "sales representative", "sales rep", "representative", "rep",
        "benutzername", "username", "benutzer", "user", "betreuer", "zuständig", "außendienst",
        "besitzer", "eigentümer",
    ),
    Field.REGISTERED_AT: (
        "registered at", "registriert am", "registration date", "registrierungsdatum", "registrierung", "registered",
        "registered on", "angemeldet am", "gemeldet am", "meldedatum", "created at", "angelegt am", "erstellt am",
        "datum", "date",
    ),
    Field.REJECTION: ("rejection reason", "ablehnungsgrund", "grund der ablehnung"),
}  # fmt: skip


def fold_heading(text: str) -> str:
    """A heading for comparing: without case, accents, umlauts' dots, spaces and punctuation."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"([aou])e", r"\1", re.sub(r"[\W_]+", "", plain))


_BY_HEADING: dict[str, tuple[Field, int]] = {
    fold_heading(heading): (field, rank)
    for field, headings in HEADINGS.items()
    for rank, heading in enumerate(headings)
}


def recognised(header: Iterable[str]) -> int:
    """How many of the headings we know."""
    return sum(fold_heading(heading) in _BY_HEADING for heading in header)


@dataclass(frozen=True)
class Columns:
    """Where in a row each field stands (from 0), and which headings are not imported."""

    header: tuple[str, ...]
    position: dict[Field, int]
    ignored: tuple[str, ...]
    # Columns that hold an earlier rejection's reason.
    rejections: frozenset[int]

    @property
    def system(self) -> str:
        """The system whose ids the file holds, as far as the heading says: "osm" of "osm_id"; else "import"."""
        heading = self.header[self.position[Field.EXTERNAL_ID]] if Field.EXTERNAL_ID in self.position else ""
        match = re.fullmatch(r"(osm|crm)[\W_]*id", heading.strip().casefold())
        return match[1] if match else "import"

    def get(self, field: Field, cells: Sequence[str]) -> str:
        """The cell of a field; empty where the column or the cell is missing."""
        position = self.position.get(field, -1)
        return cells[position] if 0 <= position < len(cells) else ""

    def unnamed(self, cells: Sequence[str]) -> list[str]:
        """What a row holds in columns without a heading: usually it has slipped."""
        return [
            cell
            for position, cell in enumerate(cells)
            if cell.strip() and (position >= len(self.header) or not self.header[position].strip())
        ]

    def without_rejections(self, cells: Sequence[str]) -> list[str]:
        """The cells of a row, or of the header, without those that we added when it was rejected before."""
        return [cell for position, cell in enumerate(cells) if position not in self.rejections]


def map_columns(header: Sequence[str]) -> Columns:
    """Find the fields in a header. FileRefused if there is no company, or two columns are equally good for a field."""
    found: dict[Field, list[tuple[int, int]]] = {}  # field -> (rank, position), the best first
    for position, heading in enumerate(header):
        if (known := _BY_HEADING.get(fold_heading(heading))) is not None:
            field, rank = known
            found.setdefault(field, []).append((rank, position))
    rejections = frozenset(position for _rank, position in found.pop(Field.REJECTION, []))
    if Field.COMPANY not in found:
        raise _no_company(header)
    for places in found.values():
        places.sort()
        if len(places) > 1 and places[0][0] == places[1][0]:
            raise _ambiguous(header[places[0][1]], header[places[1][1]])
    position_of = {field: places[0][1] for field, places in found.items()}
    taken = {*position_of.values(), *rejections}
    ignored = tuple(heading for where, heading in enumerate(header) if where not in taken and heading.strip())
    return Columns(tuple(header), position_of, ignored, rejections)


def _no_company(header: Sequence[str]) -> FileRefused:
    return FileRefused(
        _(
            "No column holds the company. The first row must name the columns, one of them “Company” or “Firma”. "
            "Found: %(found)s."
        )
        % {"found": ", ".join(heading.strip()[:40] for heading in header[:12] if heading.strip())},
        code="header_missing",
    )


def _ambiguous(first: str, second: str) -> FileRefused:
    return FileRefused(
        _("Two columns mean the same: “%(first)s” and “%(second)s”. Rename or remove one.")
        % {"first": first.strip(), "second": second.strip()},
        code="header_ambiguous",
    )

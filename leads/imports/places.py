"""Which of our three countries a row lies in: from country, postal code, city and telephone prefix, in that order."""

import re

from core.territory import Territory
from leads.imports.columns import fold_heading
from leads.imports.reasons import RowRejected

DE, CH, AT = Territory.DE, Territory.CH, Territory.AT

_COUNTRIES: dict[Territory, tuple[str, ...]] = {
    DE: ("DE", "D", "DEU", "GER", "Deutschland", "Germany", "BRD", "Bundesrepublik Deutschland", "Allemagne"),
    CH: ("CH", "CHE", "SUI", "Schweiz", "Switzerland", "Suisse", "Svizzera", "Die Schweiz"),
    AT: ("AT", "A", "AUT", "Österreich", "Austria", "Autriche"),
}
# Cities so large that their name alone says the country; nothing that exists in two of them.
_CITIES: dict[Territory, tuple[str, ...]] = {
    DE: (
        "Berlin", "Hamburg", "München", "Köln", "Frankfurt am Main", "Stuttgart", "Düsseldorf", "Leipzig", "Dortmund",
        "Essen", "Bremen", "Dresden", "Hannover", "Nürnberg", "Duisburg", "Bochum", "Wuppertal", "Bielefeld", "Bonn",
        "Karlsruhe", "Mannheim", "Augsburg", "Wiesbaden", "Mainz", "Kiel", "Lübeck", "Erfurt", "Rostock", "Kassel",
        "Saarbrücken", "Potsdam", "Regensburg", "Heidelberg", "Würzburg", "Koblenz", "Trier", "Freiburg im Breisgau",
    ),
    CH: (
        "Zürich", "Zurich", "Genf", "Genève", "Basel", "Lausanne", "Bern", "Winterthur", "Luzern", "St. Gallen",
        "Lugano", "Biel/Bienne", "Thun", "Köniz", "Schaffhausen", "Chur", "Neuchâtel", "Zug", "Davos", "Interlaken",
        "St. Moritz", "Zermatt", "Locarno", "Solothurn", "Aarau",
    ),
    AT: (
        "Wien", "Vienna", "Graz", "Linz", "Salzburg", "Innsbruck", "Klagenfurt", "Klagenfurt am Wörthersee", "Villach",
        "Wels", "St. Pölten", "Dornbirn", "Bregenz", "Eisenstadt", "Wiener Neustadt", "Leoben", "Kitzbühel",
        "Wals-Siezenheim",
    ),
}  # fmt: skip
_BY_COUNTRY = {fold_heading(name): territory for territory, names in _COUNTRIES.items() for name in names}
_BY_CITY = {fold_heading(name): territory for territory, names in _CITIES.items() for name in names}
_BY_PREFIX = {"49": DE, "41": CH, "43": AT}

_POSTAL_CODE = re.compile(r"(?:([A-Z]{1,3})[\s-]*)?(\d{4,5})(?:\.0)?", re.IGNORECASE)
_CODE_AND_CITY = re.compile(r"((?:[A-Z]{1,3}[\s-]+)?\d{4,5})\s+(\D.*)", re.IGNORECASE)
_PHONE_PREFIX = re.compile(r"(?:\+|00)(49|41|43)")


def split_code_and_city(text: str) -> tuple[str, str]:
    """The postal code and city of a cell such as "D-54536 Kröv"; no code where there is none."""
    match = _CODE_AND_CITY.fullmatch(text)
    return (match[1], match[2]) if match else ("", text)


def phone_territory(phone: str) -> Territory | None:
    """The country of an international telephone number (of the first, where there are several)."""
    match = _PHONE_PREFIX.match(re.sub(r"[^\d+]", "", phone))
    return _BY_PREFIX[match[1]] if match else None


def locate(
    *, country: str, postal_code: str, city: str, phone: str, default: Territory | None
) -> tuple[Territory, str]:
    """The territory and the bare postal code of a row (cleaned cells). RowRejected where they are unclear or wrong.

    `default` decides only where nothing in the row does.
    """
    stated = _BY_COUNTRY.get(fold_heading(country))
    if country and stated is None:
        raise RowRejected("country_unknown", value=country)
    lettered, digits = _postal_code(postal_code)
    if stated and lettered and stated is not lettered:
        raise RowRejected("postal_code_mismatch", value=postal_code, country=stated.value)
    stated = stated or lettered
    if len(digits) == 5:
        territory = stated or DE
        if territory is not DE:
            raise RowRejected("postal_code_mismatch", value=digits, country=territory.value)
        return territory, digits
    spoken = phone_territory(phone)
    if digits and spoken is DE:
        spoken = None  # a German number at a four-digit code says nothing
    found = stated or _BY_CITY.get(fold_heading(city)) or spoken or default
    if found is None:
        raise RowRejected("territory_unclear")
    return found, _restored(digits) if digits and found is DE else digits


def _postal_code(text: str) -> tuple[Territory | None, str]:
    if not text:
        return None, ""
    match = _POSTAL_CODE.fullmatch(text)
    if match is None:
        raise RowRejected("postal_code_wrong", value=text)
    letters, digits = match[1] or "", match[2]
    lettered = _BY_COUNTRY.get(fold_heading(letters))
    if (letters and lettered is None) or digits.startswith("00") or (digits.startswith("0") and len(digits) == 4):
        raise RowRejected("postal_code_wrong", value=text)
    return lettered, digits


def _restored(digits: str) -> str:
    # Spreadsheets drop the zero of German codes from 01067 to 09669; there is none that begins with 05.
    if digits.startswith("5"):
        raise RowRejected("postal_code_mismatch", value=digits, country=DE.value)
    return f"0{digits}"

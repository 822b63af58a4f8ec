"""Germany, Switzerland or Austria, from what a row says."""

import pytest

from core.territory import Territory
from leads.imports.places import locate, split_code_and_city
from leads.imports.reasons import RowRejected


def _locate(cells: dict[str, str], default: Territory | None = None) -> tuple[str, str]:
    return locate(**{"country": "", "postal_code": "", "city": "", "phone": "", **cells}, default=default)


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"postal_code": "54536"}, ("DE", "54536")),
        ({"postal_code": "5020", "country": "AT"}, ("AT", "5020")),
        ({"postal_code": "8001", "country": "Schweiz"}, ("CH", "8001")),
        ({"postal_code": "54536", "country": "Deutschland"}, ("DE", "54536")),
        ({"postal_code": "54536.0"}, ("DE", "54536")),
        ({"postal_code": "D-54536"}, ("DE", "54536")),
        ({"postal_code": "A 5020"}, ("AT", "5020")),
        ({"postal_code": "CH-8001"}, ("CH", "8001")),
        ({"postal_code": "5020", "phone": "+43 662 841729"}, ("AT", "5020")),
        ({"postal_code": "5020", "phone": "0043662841729"}, ("AT", "5020")),
        ({"postal_code": "4051", "phone": "+41 (0)61 123 45 67"}, ("CH", "4051")),
        ({"postal_code": "4051", "phone": "0041 61 123 45 67; +43 1 1"}, ("CH", "4051")),
        ({"postal_code": "5020", "city": "Salzburg"}, ("AT", "5020")),
        ({"postal_code": "8001", "city": "Zuerich", "phone": "+49 171 1"}, ("CH", "8001")),
        ({"city": "Bausendorf", "phone": "+49 6532 1"}, ("DE", "")),
        ({"city": "Wien"}, ("AT", "")),
        ({"city": "Bausendorf", "country": "D"}, ("DE", "")),
        # A spreadsheet has dropped the zero.
        ({"postal_code": "1067", "country": "DE"}, ("DE", "01067")),
        ({"postal_code": "1067", "city": "Dresden"}, ("DE", "01067")),
    ],
)
def test_the_country_follows_from_the_row(cells: dict[str, str], place: tuple[str, str]) -> None:
    assert _locate(cells) == place


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"postal_code": "5020"}, "territory_unclear"),
        ({"postal_code": "5020", "phone": "0662/425 403"}, "territory_unclear"),
        ({"postal_code": "5020", "phone": "+49 171 1608003"}, "territory_unclear"),
        ({"postal_code": "5020", "phone": "+423 2 1"}, "territory_unclear"),
        ({"city": "Bausendorf"}, "territory_unclear"),
        ({"postal_code": "54536", "country": "Frankreich"}, "country_unknown"),
        ({"postal_code": "54536", "country": "AT"}, "postal_code_mismatch"),
        ({"postal_code": "5020", "country": "DE"}, "postal_code_mismatch"),
        ({"postal_code": "A-5020", "country": "DE"}, "postal_code_mismatch"),
        ({"postal_code": "L-5450"}, "postal_code_wrong"),
        ({"postal_code": "1234 AB"}, "postal_code_wrong"),
        ({"postal_code": "545 36"}, "postal_code_wrong"),
        ({"postal_code": "123"}, "postal_code_wrong"),
        ({"postal_code": "00000"}, "postal_code_wrong"),
        ({"postal_code": "0123", "country": "AT"}, "postal_code_wrong"),
    ],
)
def test_what_is_wrong_or_unclear_is_named(cells: dict[str, str], code: str) -> None:
    with pytest.raises(RowRejected) as rejected:
        _locate(cells)
    assert rejected.value.reason.code == code


def test_the_default_decides_where_nothing_else_does() -> None:
    assert _locate({"postal_code": "5071", "city": "Wals-Himmelreich"}, Territory.AT) == ("AT", "5071")


def test_the_default_does_not_overrule_the_row() -> None:
    assert _locate({"postal_code": "54536"}, Territory.AT) == ("DE", "54536")


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("54536 Kröv", ("54536", "Kröv")),
        ("A-5020 Salzburg", ("A-5020", "Salzburg")),
        ("Burg (Mosel)", ("", "Burg (Mosel)")),
        ("Salzburg 5020", ("", "Salzburg 5020")),
    ],
)
def test_a_postal_code_before_the_city_is_split_off(cell: str, parts: tuple[str, str]) -> None:
    assert split_code_and_city(cell) == parts

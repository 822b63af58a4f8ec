"""Headings in German and English, as people and programs write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leads.imports.columns import HEADINGS, Field, fold_heading, map_columns
from leads.imports.errors import FileRefused

_FIELDS = [field for field in Field if field is not Field.REJECTION]


def test_no_heading_means_two_things() -> None:
    folded = [(fold_heading(heading), field) for field, headings in HEADINGS.items() for heading in headings]
    assert len({heading for heading, _field in folded}) == len({*folded})


@st.composite
def _decorated(draw: st.DrawFn, heading: str) -> str:
    """The heading with other case, spaces and punctuation, and umlauts written out or not."""
    if draw(st.booleans()):
        heading = "".join({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}.get(char, char) for char in heading)
    letters = [draw(st.sampled_from([char, char.upper()])) if char != "ß" else char for char in heading]
    joiner = draw(st.sampled_from([" ", "_", "-", "/", ""]))
    frame = draw(st.sampled_from(["{}", " {} ", "{}:", "{}*", '"{}"', "{}."]))
    return frame.format("".join(letters).replace(" ", joiner))


@st.composite
def _header(draw: st.DrawFn) -> list[tuple[Field, str]]:
    fields = draw(st.lists(st.sampled_from(_FIELDS), unique=True).map(lambda found: [*found]))
    if Field.COMPANY not in fields:
        fields.append(Field.COMPANY)
    return [
        (field, draw(_decorated(draw(st.sampled_from(HEADINGS[field]))))) for field in draw(st.permutations(fields))
    ]


@given(_header(), st.lists(st.sampled_from(["kind", "Notiz", "", "Nr.", "?"]), max_size=3))
def test_every_spelling_of_a_heading_is_found_in_any_order(header: list[tuple[Field, str]], extra: list[str]) -> None:
    columns = map_columns([*extra, *(heading for _field, heading in header)])
    assert columns.position == {field: len(extra) + where for where, (field, _heading) in enumerate(header)}
    assert list(columns.ignored) == [heading for heading in extra if heading]


def test_of_two_columns_that_fit_the_better_one_is_taken() -> None:
    columns = map_columns(["Name", "Firma", "Ort"])
    assert columns.position[Field.COMPANY] == 1
    assert columns.ignored == ("Name",)


def test_two_columns_that_fit_equally_well_are_refused() -> None:
    with pytest.raises(FileRefused) as refused:
        map_columns(["Firma", "Ort", "FIRMA"])
    assert refused.value.code == "header_ambiguous"


def test_two_columns_that_fit_equally_badly_beside_a_better_one_are_ignored() -> None:
    assert map_columns(["Name", "name", "Firma"]).ignored == ("Name", "name")


def test_a_header_without_a_company_is_refused_with_what_was_found() -> None:
    with pytest.raises(FileRefused) as refused:
        map_columns(["Ort", "Farbe"])
    assert "Ort, Farbe" in str(refused.value)


@pytest.mark.parametrize(
    ("heading", "system"), [("osm_id", "osm"), ("CRM-ID", "crm"), ("Externe ID", "import"), ("Kundennummer", "import")]
)
def test_a_heading_may_name_the_system_that_the_ids_are_from(heading: str, system: str) -> None:
    assert map_columns(["Firma", heading]).system == system

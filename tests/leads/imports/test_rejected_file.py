"""The file of rejected rows: nothing is lost in it, and it can be mended and imported."""

import csv
import io
from collections.abc import Callable, Iterable

import pytest
from django.db import transaction
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.models import User
from leads.exports.csv_file import csv_lines
from leads.exports.xlsx_file import xlsx_file
from leads.imports.csv_file import open_csv
from leads.imports.files import open_table
from leads.imports.values import clean, is_error
from leads.models import Lead, LeadImport
from leads.services.imports import rejected_lines
from tests.leads.imports.files import codes, counts, csv_file, import_file

HEADER = ["osm_id", "Firma", "kind", "PLZ", "Ort"]


def _as_csv(done: LeadImport) -> bytes:
    return b"".join(csv_lines(rejected_lines(done)))


def _as_xlsx(done: LeadImport) -> bytes:
    with xlsx_file(rejected_lines(done), title="Rejected") as book:
        return book.read()


def _lines(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in text.split("\n")[0] else ","))


def test_it_has_the_columns_of_the_file_and_the_reason(owner: User) -> None:
    done = import_file(
        csv_file([["n/1", "Gasthof", "pub", "", ""], ["n/2", "Hotel", "", "54470", ""]], header=HEADER), owner=owner
    )
    header, *rows = _lines(_as_csv(done))
    assert header[:-1] == HEADER
    assert [row[:-1] for row in rows] == [["n/1", "Gasthof", "pub", "", ""]]
    assert rows[0][-1]


@pytest.mark.parametrize("written", [_as_csv, _as_xlsx])
def test_mended_rows_are_imported_and_the_reason_is_ignored(
    owner: User, written: Callable[[LeadImport], bytes]
) -> None:
    done = import_file(csv_file([["n/1", "Gasthof", "pub", "", "UNKNOWN PLACE"]], header=HEADER), owner=owner)
    content = written(done)
    if written is _as_csv:
        content = content.replace(b"UNKNOWN PLACE", b"54536 Kroev")
    else:
        book = load_workbook(io.BytesIO(content))
        book.active["E2"] = "54536 Kroev"
        target = io.BytesIO()
        book.save(target)
        content = target.getvalue()
    assert counts(import_file(content, owner=owner)) == (1, 0, 0)
    assert Lead.objects.get().external_id == "n/1"


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_column_of_reasons_is_known_again_in_every_language(owner: User, language: str) -> None:
    done = import_file(csv_file([["n/1", "Gasthof", "", "", ""]], header=HEADER), owner=owner)
    with override(language):
        content = _as_csv(done)
    assert import_file(content, owner=owner).header == HEADER


def test_rejected_again_it_has_one_column_of_reasons_still(owner: User) -> None:
    first = _as_csv(import_file(csv_file([["n/1", "Gasthof", "", "", ""]], header=HEADER), owner=owner))
    second = _as_csv(import_file(first, owner=owner))
    assert second == first


def test_cells_that_slipped_out_of_the_table_stay_out_of_it(owner: User) -> None:
    content = csv_file([["n/1", "Gasthof", "", "54536", "Kröv", "slipped"]], header=HEADER)
    done = import_file(content, owner=owner)
    again = import_file(_as_csv(done), owner=owner)
    assert codes(again) == codes(done) == {2: ["cells_without_heading"]}


_CELL = st.text(
    st.one_of(st.characters(codec="utf-8", exclude_categories=["Cc"]), st.sampled_from("=+-@'\";,|\t\r\n ")),
    max_size=12,
)
_ROWS = st.lists(st.lists(_CELL, min_size=5, max_size=5), min_size=1, max_size=4)


def _nonempty(rows: Iterable[list[str]]) -> list[list[str]]:
    return [row for row in rows if any(cell.strip() for cell in row)]


@given(_ROWS)
def test_what_is_written_for_spreadsheets_is_read_as_it_was(rows: list[list[str]]) -> None:
    # Once read, an apostrophe before a formula's sign is gone: from then on nothing changes any more.
    once = [list(row.cells) for row in open_csv(csv_file(_nonempty(rows) or [["x"] * 5], header=HEADER)).rows()]
    again = open_csv(b"".join(csv_lines([HEADER, *once])))
    assert [list(row.cells) for row in again.rows()] == once


_LISTED = st.lists(st.tuples(_CELL, _CELL), min_size=1, max_size=4)


def _without_places(rows: list[tuple[str, str]]) -> bytes:
    return csv_file([[f"n/{n}", company, kind, "", ""] for n, (company, kind) in enumerate(rows)], header=HEADER)


@settings(max_examples=15)
@given(_LISTED)
def test_importing_rejected_rows_again_rejects_the_same_rows(owner: User, rows: list[tuple[str, str]]) -> None:
    done = import_file(_without_places(rows), owner=owner)
    again = import_file(_as_csv(done), owner=owner)
    assert done.rejected == again.rejected == len(rows)
    for before, after in zip(done.rejected_rows.all(), again.rejected_rows.all(), strict=True):
        assert (before.cells, before.reasons) == (after.cells, after.reasons)


@settings(max_examples=15)
@given(_LISTED)
def test_rejected_rows_become_leads_once_they_are_mended(owner: User, rows: list[tuple[str, str]]) -> None:
    with transaction.atomic():
        header, *lines = _lines(_as_csv(import_file(_without_places(rows), owner=owner)))
        mended = [[*line[:3], str(10000 + n), *line[4:]] for n, line in enumerate(lines)]
        done = import_file(csv_file(mended, header=header), owner=owner)
        cells = [row.cells[1] for row in open_csv(_without_places(rows)).rows()]
        companies = [clean(cell) for cell in cells if clean(cell) and not is_error(cell)]
        assert sorted(Lead.objects.values_list("company", flat=True)) == sorted(companies)
        assert done.registered + done.rejected == len(rows)
        transaction.set_rollback(True)


@pytest.mark.parametrize("text", ["=1+1", "+49 6541", "-", "@cmd", "\tx", "\rx"])
def test_nothing_in_it_is_run_by_a_spreadsheet(owner: User, text: str) -> None:
    done = import_file(csv_file([["n/1", "Gasthof", text, "", ""]], header=HEADER), owner=owner)
    assert _lines(_as_csv(done))[1][2] == f"'{text}"
    cell = load_workbook(io.BytesIO(_as_xlsx(done))).active["C2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_a_workbook_keeps_what_csv_keeps(owner: User) -> None:
    done = import_file(csv_file([["n/1", "Gasthof „Bräu“", "=pub", "", "+49 6541 1"]], header=HEADER), owner=owner)
    from_csv, from_xlsx = open_table(_as_csv(done)), open_table(_as_xlsx(done))
    assert from_csv.header == from_xlsx.header
    assert [row.cells for row in from_csv.rows()] == [row.cells for row in from_xlsx.rows()]


def test_cleaning_twice_is_cleaning_once() -> None:
    assert clean(clean("  Café\u00a0 „Mini“\n")) == clean("  Café\u00a0 „Mini“\n")

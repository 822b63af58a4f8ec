"""Workbooks: numbers that are texts, dates that are numbers, formulas, other sheets."""

import re
import zipfile
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from core.models import User
from core.walltime import berlin_instant
from leads.imports.xlsx_file import open_xlsx
from leads.models import Lead
from tests.leads.imports.files import codes, counts, import_file, saved, xlsx_file


def _cells(value: Any) -> str:
    return next(open_xlsx(xlsx_file([["Gasthof", value]], header=["Firma", "PLZ"])).rows()).cells[1]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (54536, "54536"),
        (54536.0, "54536"),
        (1.5, "1.5"),
        (True, "True"),
        (datetime(2025, 12, 31, 14, 30), "2025-12-31 14:30:00"),  # noqa: DTZ001
        (datetime(2025, 12, 31), "2025-12-31"),  # noqa: DTZ001
        (date(2025, 12, 31), "2025-12-31"),
        ("'+49 6541 1", "+49 6541 1"),
    ],
)
def test_a_cell_becomes_the_text_that_people_see(value: Any, text: str) -> None:
    assert _cells(value) == text


def test_characters_that_no_database_takes_are_dropped() -> None:
    content = _replaced(xlsx_file([["Gasthof", "54536"]], header=["Firma", "PLZ"]), "Gasthof", "Gast_x0000_hof_xD800_")
    assert next(open_xlsx(content).rows()).cells[0].startswith("Gasthof")
    assert next(open_xlsx(content).rows()).cells[0].isprintable()


def test_a_date_that_is_shown_as_a_number_is_understood(owner: User) -> None:
    done = import_file(xlsx_file([["Gasthof", 54536, 46022.5]], header=["Firma", "PLZ", "Registriert am"]), owner=owner)
    assert counts(done) == (1, 0, 0)
    assert Lead.objects.get().created_at == berlin_instant(datetime(2025, 12, 31, 12))  # noqa: DTZ001


def test_a_formula_without_a_result_is_named_and_not_read_as_empty(owner: User) -> None:
    done = import_file(
        xlsx_file([["Gasthof", 54536, '="Kr"&"öv"'], ["Hotel", 54470, "Lieser"]], header=["Firma", "PLZ", "Ort"]),
        owner=owner,
    )
    assert codes(done) == {2: ["formula"]}
    assert Lead.objects.get().company == "Hotel"


def test_a_formula_with_a_result_counts_as_its_result() -> None:
    content = xlsx_file([["Gasthof", "=54000+536"]], header=["Firma", "PLZ"])
    content = _replaced(content, "<f>54000+536</f><v></v>", "<f>54000+536</f><v>54536</v>")
    content = _replaced(content, "<f>54000+536</f><v />", "<f>54000+536</f><v>54536</v>")
    row = next(open_xlsx(content).rows())
    assert (row.cells, row.unknown) == (("Gasthof", "54536"), frozenset())


def test_an_error_of_the_spreadsheet_is_named(owner: User) -> None:
    done = import_file(xlsx_file([["Gasthof", 54536, "#REF!"]], header=["Firma", "PLZ", "Ort"]), owner=owner)
    assert codes(done) == {2: ["cell_error"]}


def test_empty_rows_and_columns_do_not_count() -> None:
    content = xlsx_file([[None, None], ["Gasthof", 54536], [None, None], [" ", ""]], header=["Firma", "PLZ"])
    assert [row.number for row in open_xlsx(content).rows()] == [3]


def test_that_other_sheets_were_not_read_is_said() -> None:
    book = Workbook()
    book.active.append(["Firma", "PLZ"])
    book.active.append(["Gasthof", 54536])
    book.create_sheet("Noch mehr").append(["Firma"])
    table = open_xlsx(saved(book))
    assert len(list(table.rows())) == 1
    assert len(table.notes) == 1


def test_a_size_that_the_file_states_wrongly_is_not_believed() -> None:
    content = xlsx_file([["Gasthof", 54536], ["Hotel", 54470]], header=["Firma", "PLZ"])
    content = _replaced(content, r'<dimension ref="A1:B3" ?/>', '<dimension ref="A1"/>')
    assert len(list(open_xlsx(content).rows())) == 2


def _replaced(content: bytes, pattern: str, by: str) -> bytes:
    """The workbook with a piece of its XML changed."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(target, "w") as changed:
        for name in source.namelist():
            text = source.read(name).decode()
            escaped = pattern if pattern.startswith("<dim") else re.escape(pattern)
            changed.writestr(name, re.sub(escaped, by, text))
    return target.getvalue()

"""A file that is no list of leads is refused in words, and nothing has happened."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from core.models import User
from leads.imports import limits
from leads.imports import xlsx_file as xlsx
from leads.imports.errors import FileRefused, ImportRefused
from leads.models import Lead, LeadImport
from leads.services.imports import open_import
from tests.leads.imports.files import HEADER, csv_file, import_file, saved, xlsx_file

_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00"
_ROW = ["Gasthof", "54536", "Kröv", ""]


def _zip_of(name: str, content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return target.getvalue()


BROKEN = {
    "empty": (b"", "file_empty"),
    "blank lines": (b"\r\n\r\n;;\r\n", "file_empty"),
    "header only": (csv_file([]), "no_rows"),
    "no header": (b"Gasthof;54536;Kr\xc3\xb6v\r\nHotel;54470;Lieser\r\n", "header_missing"),
    "two columns for the company": (csv_file([_ROW], header=["Firma", "firma ", "Ort", "Telefon"]), "header_ambiguous"),
    "picture": (_PNG, "nul_bytes"),
    "binary without NUL": (b"Firma;Ort\r\n\x01\x02\x03;\x04\r\n", "not_text"),
    "NUL bytes": (b"Firma;Ort\r\nGast\x00hof;Kroev\r\n", "nul_bytes"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "not_text"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "xls_or_encrypted"),
    "a line of 10 MB": (b"Firma;Ort\r\n" + b"x" * 10_000_000 + b";Kroev\r\n", "cell_too_long"),
    "a row of too many cells": (b"Firma;Ort\r\n" + b"x;" * 300 + b"\r\n", "too_many_columns"),
    "a quote never closed": (b'Firma;Ort\r\n"Gasthof;Kroev\r\nHotel;Lieser\r\n', "quotes_broken"),
    "a quote in the wrong place": (b'Firma;Ort\r\n"Am Markt" Gasthof;Kroev\r\n', "quotes_broken"),
    "a ZIP that is no workbook": (_zip_of("list.csv", b"Firma;Ort"), "not_xlsx"),
    "half a workbook": (xlsx_file([_ROW])[:1500], "xlsx_broken"),
    "a workbook of nonsense": (_zip_of("xl/worksheets/sheet1.xml", b"<worksheet>"), "xlsx_broken"),
    "an empty workbook": (saved(Workbook()), "file_empty"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused(owner: User, name: str) -> None:
    content, code = BROKEN[name]
    with pytest.raises(FileRefused) as refused:
        import_file(content, owner=owner)
    assert refused.value.code == code
    assert str(refused.value)


def test_a_refused_file_leaves_nothing_behind(owner: User) -> None:
    # Broken at its end only: the rows before are fine.
    content = csv_file([[f"Gasthof {n}", "54536", "Kröv", ""] for n in range(300)]) + b'"Hotel;54470;Lieser;\r\n'
    with pytest.raises(FileRefused):
        import_file(content, owner=owner)
    assert not Lead.objects.exists()
    assert not LeadImport.objects.exists()


def test_the_refusal_says_in_which_lines_the_quotes_are_broken(owner: User) -> None:
    content = csv_file([_ROW, _ROW]) + b'"Hotel;54470;Lieser;\r\n\r\n'
    with pytest.raises(FileRefused) as refused:
        import_file(content, owner=owner)
    assert refused.value.params == {}
    assert "4" in str(refused.value)


def test_a_file_with_too_many_rows_is_refused() -> None:
    with pytest.raises(FileRefused) as refused:
        open_import(csv_file([_ROW] * 3)).count_rows(2)
    assert refused.value.code == "too_many_rows"


def test_a_file_that_is_too_big_is_refused(owner: User) -> None:
    with pytest.raises(FileRefused) as refused:
        import_file(csv_file([_ROW]) + b"\n" * limits.MAX_BYTES, owner=owner)
    assert refused.value.code == "file_too_big"


def test_a_decompression_bomb_is_refused_unopened(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_UNPACKED_BYTES", 100_000)
    with pytest.raises(FileRefused) as refused:
        import_file(_zip_of("xl/worksheets/sheet1.xml", b" " * 200_000), owner=owner)
    assert refused.value.code == "file_too_big"


def test_a_file_needs_an_owner_from_somewhere(db: None) -> None:
    with pytest.raises(ImportRefused) as refused:
        import_file(csv_file([_ROW]))
    assert (refused.value.code, refused.value.field) == ("owner_missing", "owner")


def test_a_file_needs_a_registration_date_from_somewhere(owner: User) -> None:
    with pytest.raises(ImportRefused) as refused:
        import_file(csv_file([_ROW], header=HEADER), owner=owner, registered_at=None)
    assert (refused.value.code, refused.value.field) == ("date_missing", "registered_at")

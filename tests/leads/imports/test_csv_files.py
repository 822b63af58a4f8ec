"""Delimiters, quotes, and the line numbers that people see in their editor."""

import pytest

from leads.imports.csv_file import open_csv


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    table = open_csv(delimiter.join(["Firma", "PLZ", "Ort"]).encode() + b"\r\n")
    assert table.header == ("Firma", "PLZ", "Ort")


def test_the_delimiter_is_the_one_that_makes_known_headings() -> None:
    table = open_csv(b"Firma;Ort, Ortsteil, Weiler;PLZ\r\n")
    assert table.header == ("Firma", "Ort, Ortsteil, Weiler", "PLZ")


def test_the_delimiter_that_excel_notes_is_believed() -> None:
    table = open_csv(b"sep=|\r\nFirma|Ort\r\nGasthof|Kroev\r\n")
    assert [(row.number, row.cells) for row in table.rows()] == [(3, ("Gasthof", "Kroev"))]


def test_rows_are_numbered_by_the_line_they_begin_in() -> None:
    table = open_csv(b'\r\nFirma;Ort\r\n"Gast\r\nhof";Kroev\r\n\r\n;;\r\nHotel;Lieser\r\n')
    assert [row.number for row in table.rows()] == [3, 7]


def test_a_file_without_a_line_end_is_complete() -> None:
    assert [row.cells for row in open_csv(b"Firma,Ort\nGasthof,Kroev").rows()] == [("Gasthof", "Kroev")]


def test_doubled_quotes_are_one() -> None:
    table = open_csv(b'Firma,Ort\n"Haus Margarethenh""ohe"" Weinstube",Uerzig\n')
    assert next(table.rows()).cells[0] == 'Haus Margarethenh"ohe" Weinstube'


def test_text_escaped_for_spreadsheets_is_read_without_the_apostrophe() -> None:
    table = open_csv(b"Firma;Telefon\r\nWirtshaus 's Platzl;'+49 6541 1\r\n")
    assert next(table.rows()).cells == ("Wirtshaus 's Platzl", "+49 6541 1")

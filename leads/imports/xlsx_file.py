"""XLSX: the sheet that was open when the file was saved, as text."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import repeat
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from leads.exports.escapes import unescape_formula
from leads.imports.errors import FileRefused
from leads.imports.limits import MAX_COLUMNS, MAX_UNPACKED_BYTES
from leads.imports.table import SourceRow, Table

_FORMULA = re.compile(rb"<(?:\w{1,20}:)?f[ />]")


def open_xlsx(content: bytes) -> Table:
    """The table in the active sheet of a workbook. FileRefused where it is damaged, empty or a decompression bomb."""
    has_formulas = _inspect(content)
    with _workbook(content, values=True) as book:
        sheet, others = book.active.title, len(book.sheetnames) - 1
        header = next((row for row in _rows(book, sheet, None) if not row.is_empty), None)
    if header is None:
        raise FileRefused(_("The file is empty."), code="file_empty")

    def read() -> Iterator[SourceRow]:
        with _workbook(content, values=True) as book:
            if not has_formulas:
                yield from (row for row in _rows(book, sheet, None) if row.number > header.number)
                return
            # A formula whose result the program that wrote the file did not save would read as an empty cell.
            with _workbook(content, values=False) as formulas:
                yield from (row for row in _rows(book, sheet, formulas) if row.number > header.number)

    note = _("Read from the sheet “%(sheet)s”; %(others)s other sheets were not read.") % {
        "sheet": sheet,
        "others": others,
    }
    return Table(header=header.cells, read=read, notes=(str(note),) if others else ())


def _inspect(content: bytes) -> bool:
    """Whether any sheet holds formulas."""
    with _readable(), zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [info for info in archive.infolist() if re.match(r"xl/worksheets/[^/]+\.xml$", info.filename)]
        if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED_BYTES:
            raise FileRefused(
                _("The workbook is too big once unpacked. Save the sheet with the leads as a file of its own."),
                code="file_too_big",
            )
        if not sheets:
            raise FileRefused(_("The file is not an Excel workbook (.xlsx)."), code="not_xlsx")
        return any(_has_formulas(archive.open(info)) for info in sheets)


def _has_formulas(sheet: IO[bytes]) -> bool:
    with sheet:
        tail = b""
        while block := sheet.read(1 << 20):
            if _FORMULA.search(tail + block):
                return True
            tail = block[-100:]
    return False


@contextmanager
def _workbook(content: bytes, *, values: bool) -> Iterator[Any]:
    with _readable(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and validations that do not matter here
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=values, keep_links=False)
        try:
            yield book
        finally:
            book.close()


@contextmanager
def _readable() -> Iterator[None]:
    # Whatever the parser stumbles over in a damaged file, the person needs one sentence.
    try:
        yield
    except (FileRefused, GeneratorExit):
        raise
    except Exception as error:
        raise FileRefused(
            _("The Excel file is damaged and cannot be read. Open it in a spreadsheet and save it again as .xlsx."),
            code="xlsx_broken",
        ) from error


def _rows(book: Any, sheet: str, formulas: Any | None) -> Iterator[SourceRow]:
    book[sheet].reset_dimensions()  # what the file says about its size is often wrong
    shown = book[sheet].iter_rows(values_only=True)
    if formulas is None:
        typed: Iterator[Any] = repeat(())
    else:
        formulas[sheet].reset_dimensions()
        typed = formulas[sheet].iter_rows()
    for number, (values, cells) in enumerate(zip(shown, typed, strict=False), start=1):
        texts = _texts(values)
        if len(texts) > MAX_COLUMNS:
            raise FileRefused(
                _("Row %(row)s has more than %(limit)s columns.") % {"row": number, "limit": MAX_COLUMNS},
                code="too_many_columns",
            )
        unknown = frozenset(
            position
            for position, cell in enumerate(cells)
            if cell.data_type == "f" and (position >= len(values) or values[position] is None)
        )
        yield SourceRow(number, texts, unknown)


def _texts(values: Sequence[Any]) -> tuple[str, ...]:
    used = next((end for end in range(len(values), 0, -1) if values[end - 1] is not None), 0)
    return tuple(_text(value) for value in values[:used])


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case float() if value.is_integer():  # every number in a workbook is one: 54536.0
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
        case str():
            # NUL and halves of surrogate pairs come out of escapes such as _x0000_; no database takes them.
            whole = unescape(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            return unescape_formula(whole.replace("\x00", ""))
        case _:
            return str(value)

"""XLSX, written to a temporary file: memory stays flat however many rows."""

import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from core.walltime import berlin_wall
from leads.exports.csv_file import Value
from leads.exports.escapes import FORMULA_STARTS

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_CELL = 32_767  # characters; Excel takes no more


def xlsx_file(rows: Iterable[Sequence[Value]], *, title: str) -> IO[bytes]:
    """A workbook of one sheet, open for reading from its start; the first row stays in view.

    Text is text, whatever it begins with; instants (aware) are dates in Berlin's time.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31] or _("Leads"))
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    target = tempfile.TemporaryFile()  # noqa: SIM115  the response that streams it closes it
    book.save(target)
    target.seek(0)
    return target


def _cell(sheet: Any, value: Value) -> Any:
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, berlin_wall(value).replace(microsecond=0))
        cell.number_format = "DD.MM.YYYY HH:MM"
    elif isinstance(value, str):
        cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub(" ", value)[:MAX_CELL])
        cell.data_type = "s"  # text, also where openpyxl sees a formula or an error
        # What Excel itself notes for text typed with an apostrophe: editing the cell does not make it a formula.
        cell.quotePrefix = value.startswith(FORMULA_STARTS)
    else:
        cell = WriteOnlyCell(sheet, value)
    return cell

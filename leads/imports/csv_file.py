"""CSV: which delimiter, and the rows with the lines they begin in."""

import csv
import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from leads.exports.escapes import unescape_formula
from leads.imports.columns import recognised
from leads.imports.encodings import decode
from leads.imports.errors import FileRefused
from leads.imports.limits import MAX_COLUMNS
from leads.imports.table import SourceRow, Table

DELIMITERS = (";", ",", "\t", "|")
# Excel writes this first line so that it finds the delimiter again.
_SEP = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


def open_csv(content: bytes) -> Table:
    """The table in a CSV file of any usual encoding and delimiter. FileRefused says in which line it breaks."""
    text = decode(content)
    said = _SEP.match(text)
    skip = said.end() if said else 0
    delimiter = said[1] if said else _delimiter(text)

    def all_rows() -> Iterator[SourceRow]:
        return _rows(text, skip, delimiter)

    header = next((row for row in all_rows() if not row.is_empty), None)
    if header is None or not "".join(header.cells).strip("".join(DELIMITERS)):
        raise FileRefused(_("The file is empty."), code="file_empty")

    def below_header() -> Iterator[SourceRow]:
        return (row for row in all_rows() if row.number > header.number)

    return Table(header=header.cells, read=below_header)


def _delimiter(text: str) -> str:
    """The delimiter with which the first line makes the most sense: by columns we know, then by columns."""

    def sense(delimiter: str) -> tuple[int, int]:
        try:
            header = next((row.cells for row in _rows(text, 0, delimiter) if not row.is_empty), ())
        except FileRefused:
            return 0, 0
        return recognised(header), len(header)

    return max(DELIMITERS, key=sense)


def _rows(text: str, skip: int, delimiter: str) -> Iterator[SourceRow]:
    source = io.StringIO(text, newline="")
    source.seek(skip)
    # Strict: a quote that is never closed would quietly swallow the rest of the file.
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    first_line = 2 if skip else 1
    while True:
        begins = first_line + reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _broken(begins, first_line + reader.line_num - 1, error) from error
        if len(cells) > MAX_COLUMNS:
            raise FileRefused(
                _("Line %(line)s has more than %(limit)s columns. Check the delimiters.")
                % {"line": begins, "limit": MAX_COLUMNS},
                code="too_many_columns",
            )
        yield SourceRow(begins, tuple(unescape_formula(cell) for cell in cells))


def _broken(begins: int, ends: int, error: csv.Error) -> FileRefused:
    if "field larger" in str(error):
        return FileRefused(
            _("A cell in line %(line)s is longer than %(limit)s characters. Is a quotation mark not closed?")
            % {"line": begins, "limit": csv.field_size_limit()},
            code="cell_too_long",
        )
    return FileRefused(
        _('The quotation marks in lines %(first)s to %(last)s do not match. A " inside a cell is written "".')
        % {"first": begins, "last": ends},
        code="quotes_broken",
    )

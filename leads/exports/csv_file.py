"""CSV, streamed line by line."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.utils.translation import get_language

from core.walltime import berlin_wall
from leads.exports.escapes import escape_formula

Value = str | int | datetime | None

CONTENT_TYPE = "text/csv; charset=utf-8"


def csv_lines(rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """The rows as UTF-8 with a byte order mark, by which Excel knows it; instants (aware) in Berlin's time.

    In German with semicolons and 31.12.2025, as a German Excel writes it; else with commas and 2025-12-31.
    """
    # Taken now, not when the first line is asked for: by then the request's language may be over.
    return _lines(rows, german=(get_language() or "de").startswith("de"))


def _lines(rows: Iterable[Sequence[Value]], *, german: bool) -> Iterator[bytes]:
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";" if german else ",")
    yield "\ufeff".encode()
    for row in rows:
        writer.writerow([_text(value, german=german) for value in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def _text(value: Value, *, german: bool) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return berlin_wall(value).strftime("%d.%m.%Y %H:%M" if german else "%Y-%m-%d %H:%M")
        case str():
            return escape_formula(value)
        case _:
            return str(value)

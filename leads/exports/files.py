"""A table as a file on disk."""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from leads.exports.csv_file import Value, csv_lines
from leads.exports.xlsx_file import xlsx_file


def write_table(target: Path, rows: Iterable[Sequence[Value]], *, title: str) -> None:
    """Write rows to `target`, as XLSX if it is called so, else as CSV; whole or not at all. OSError where it cannot."""
    unfinished = target.with_name(f"{target.name}.part")
    with unfinished.open("wb") as file:
        if target.suffix.lower() == ".xlsx":
            with xlsx_file(rows, title=title) as book:
                shutil.copyfileobj(book, file)
        else:
            file.writelines(csv_lines(rows))
    unfinished.replace(target)

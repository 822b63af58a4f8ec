"""A file as a table: a header and numbered rows of text, whatever its format."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row as it stands in the file. `number` is the line (CSV) or row (XLSX) that people see in their editor."""

    number: int
    cells: tuple[str, ...]
    # Columns (from 0) whose cell is a formula that the file holds no result of.
    unknown: frozenset[int] = frozenset()

    @property
    def is_empty(self) -> bool:
        return not self.unknown and not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """The header, and a way to read the rows again from the start: a file is never held in memory as rows."""

    header: tuple[str, ...]
    read: Callable[[], Iterator[SourceRow]]
    # What people should know about how the file was read, such as which of its sheets.
    notes: tuple[str, ...] = field(default=())

    def rows(self) -> Iterator[SourceRow]:
        """The rows below the header that hold anything. FileRefused where the file breaks."""
        return (row for row in self.read() if not row.is_empty)

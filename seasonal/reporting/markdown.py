"""Markdown from facts: what people wrote must not become headings, lists or cells."""

from collections.abc import Iterable, Sequence


def line(text: object) -> str:
    """A text on one line."""
    return " ".join(str(text).split())


def bullets(items: Iterable[object]) -> str:
    """A list."""
    return "\n".join(f"- {line(each)}" for each in items)


def table(columns: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """A table; empty where there are no rows."""
    body = [_row(row) for row in rows]
    return "\n".join([_row(columns), _row(["---"] * len(columns)), *body]) if body else ""


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(line(cell).replace("\\", "\\\\").replace("|", "\\|") for cell in cells) + " |"

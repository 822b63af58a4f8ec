"""The SQL of checks: what people are shown is the file that runs."""

from functools import cache
from pathlib import Path

from operations.runbooks.checks.registry import Check

FOLDER = Path(__file__).parents[1] / "sql" / "checks"


def text_of(check: Check) -> str:
    """The statement that answers a check, with its named parameters; empty for one that Python answers."""
    return _text(check.sql) if check.sql else ""


@cache
def _text(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")

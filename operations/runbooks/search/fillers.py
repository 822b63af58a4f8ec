"""Words that say nothing about what is asked."""

from functools import cache
from pathlib import Path


@cache
def fillers() -> frozenset[str]:
    """The words of `fillers.txt`, folded."""
    lines = Path(__file__).with_name("fillers.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())

"""Words that say nothing about what is asked, and words that say little."""

from functools import cache
from pathlib import Path


@cache
def fillers() -> frozenset[str]:
    """Words that are passed over, folded: those of `fillers.txt`."""
    return _words("fillers.txt")


@cache
def measures() -> frozenset[str]:
    """Words that say how much, how long or when, folded: those of `measures.txt`."""
    return _words("measures.txt")


def _words(name: str) -> frozenset[str]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())

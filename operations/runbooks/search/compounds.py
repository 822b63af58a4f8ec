"""German compound words, and words typed without the blank between them, taken apart by a vocabulary."""

from collections.abc import Collection, Iterator
from functools import cache

# What German puts between two words that it joins.
_JOINTS = ("", "s", "n", "en", "es", "er", "e")
# Shorter parts ("in", "los", "art") are found in too many words that they are no part of.
LEAST = 4
# A whole of two of these; longer ones of three or four ("Benachrichtigungswarteschlange").
SHORTEST = 2 * LEAST
MOST_PARTS = 4
# Nothing longer is a word, and what might be a part of it grows with its square.
LONGEST = 60


def pieces_of(word: str) -> list[str]:
    """Everything that might be a part of a folded word: what a vocabulary has to be asked about."""
    size = len(word)
    if not SHORTEST <= size <= LONGEST:
        return []
    return sorted(
        {
            word[start:end]
            for start in range(size - LEAST + 1)
            for end in range(start + LEAST, size + 1)
            if end - start < size
        }
    )


def split(word: str, known: Collection[str]) -> list[str]:
    """The fewest known parts that make up a folded word, two at least; empty where there are none.

    Of equally many, those with the longest first part, then the shortest joint.
    """
    if not SHORTEST <= len(word) <= LONGEST:
        return []

    @cache
    def parts_from(start: int) -> tuple[str, ...] | None:
        best: tuple[str, ...] | None = None
        for end in range(len(word), start + LEAST - 1, -1):
            part = word[start:end]
            if part not in known or part == word:
                continue
            if end == len(word):
                return (part,)
            for joint in _JOINTS:
                if not word.startswith(joint, end):
                    continue
                rest = parts_from(end + len(joint))
                if rest is not None and (best is None or len(rest) + 1 < len(best)):
                    best = (part, *rest)
        return best

    found = parts_from(0)
    return list(found) if found is not None and 1 < len(found) <= MOST_PARTS else []


def halves(word: str, known: Collection[str]) -> Iterator[tuple[str, str, bool]]:
    """A known part at the beginning or the end, and the rest: (known, rest, known_first); longest known parts first.

    The rest may be mistyped, or a word that nobody here has used.
    """
    size = len(word)
    if size > LONGEST:
        return
    for length in range(size - LEAST, LEAST - 1, -1):
        if word[:length] in known:
            for joint in _JOINTS:
                if word.startswith(joint, length) and size - length - len(joint) >= LEAST:
                    yield word[:length], word[length + len(joint) :], True
        if word[size - length :] in known:
            for joint in _JOINTS:
                rest = word[: size - length]
                if rest.endswith(joint) and len(rest) - len(joint) >= LEAST:
                    yield word[size - length :], rest[: len(rest) - len(joint)], False

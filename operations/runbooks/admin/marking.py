"""Two texts compared: what went and what came, line by line, and word by word in lines that changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
AROUND = 12  # words of what stayed that are shown on each side of a change

# How many pairs of words are looked at: for one change, and for all of a page, which takes some tenths of a second.
MOST_OF_A_CHANGE, MOST_OF_A_PAGE = 250_000, 3_000_000

# Words that stayed, or else those that went and those that came.
Run = tuple[list[str], list[str], list[str]]


@dataclass(slots=True)
class Effort:
    """How many pairs may still be looked at; what is beyond that is shown as replaced."""

    left: int = MOST_OF_A_PAGE

    def allows(self, old: Sequence[str], new: Sequence[str]) -> bool:
        """Whether these may be compared; it is then spent."""
        pairs = len(old) * len(new)
        if pairs > min(MOST_OF_A_CHANGE, self.left):
            return False
        self.left -= pairs
        return True


def compared(old: str, new: str, effort: Effort | None = None) -> SafeString:
    """The new text with what changed marked; what stayed is cut short far from any change.

    `effort` is shared by the texts of a page.
    """
    runs = _joined(_runs(old, new, effort or Effort()))
    parts: list[str] = []
    for position, (stayed, went, came) in enumerate(runs):
        if stayed:
            parts.append(_stayed(stayed, first=position == 0, last=position == len(runs) - 1))
        if went:
            parts.append(format_html("<del>{}</del>", "".join(went)))
        if came:
            parts.append(format_html("<ins>{}</ins>", "".join(came)))
    return mark_safe("".join(parts))  # noqa: S308  (each part is escaped)


def _runs(old: str, new: str, effort: Effort) -> Iterator[Run]:
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for stayed, went, came in _opcodes(before, after, effort):
        if stayed:
            yield _WORD.findall("".join(stayed)), [], []
        elif len(went) == len(came):  # lines that were each written anew
            for line, other in zip(went, came, strict=True):
                yield from _opcodes(_WORD.findall(line), _WORD.findall(other), effort)
        else:
            yield from _opcodes(_WORD.findall("".join(went)), _WORD.findall("".join(came)), effort)


def _opcodes(old: list[str], new: list[str], effort: Effort) -> Iterator[Run]:
    """Where two sequences are the same and where not. What they begin and end with alike costs nothing."""
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    middle, other = old[head : len(old) - tail], new[head : len(new) - tail]
    if head:
        yield new[:head], [], []
    if middle and other and effort.allows(middle, other):
        for tag, low, high, start, end in SequenceMatcher(None, middle, other, autojunk=False).get_opcodes():
            yield (other[start:end], [], []) if tag == "equal" else ([], middle[low:high], other[start:end])
    elif middle or other:
        yield [], middle, other
    if tail:
        yield new[len(new) - tail :], [], []


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many of the first are the same."""
    return next(
        (number for number, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
        min(len(old), len(new)),
    )


def _joined(found: Iterator[Run]) -> list[Run]:
    """Neighbours of one kind as one; changes with nothing but a blank between them are one, too."""
    runs: list[Run] = []
    for run in found:
        if runs and bool(run[0]) == bool(runs[-1][0]):
            _append(runs[-1], run)
        elif not run[0] and len(runs) > 1 and not "".join(runs[-1][0]).strip():
            blank, _went, _came = runs.pop()
            _append(runs[-1], ([], blank, blank))
            _append(runs[-1], run)
        else:
            runs.append(run)
    return runs


def _append(run: Run, other: Run) -> None:
    for words, more in zip(run, other, strict=True):
        words.extend(more)


def _stayed(words: list[str], *, first: bool, last: bool) -> str:
    head = [] if first else words[: 2 * AROUND]
    tail = [] if last else words[-2 * AROUND :]
    if len(head) + len(tail) >= len(words):
        return escape("".join(words))
    return escape("".join(head) + " … " + "".join(tail))

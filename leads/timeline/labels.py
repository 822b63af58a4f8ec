"""Labels that never lie over each other: each gets a lane and a side, at the narrowest width of a picture.

A box is anchored at a share of the width and reaches from `left` to `right` pixels beside it. Two boxes that keep apart
at one width keep apart at every greater one, as long as the one anchored further left also lies further left; that is
why the order is part of the test.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, product

_GAP = 8.0
_OFFSET = 4.0  # between a leader line and the label beside it
_TRIES = 150
_LINE = 2.0  # half of the room that a leader line keeps free


class Align(StrEnum):
    """Where a label lies: to the right of its anchor, to the left, or centred; the values are SVG's text-anchor."""

    RIGHT = "start"
    LEFT = "end"
    CENTRE = "middle"


@dataclass(frozen=True, slots=True)
class Box:
    anchor: float
    left: float
    right: float

    def keeps_apart(self, other: "Box", width: float, gap: float = _GAP) -> bool:
        """Tell whether both stay apart at `width` pixels and every greater width."""
        ordered = (self.anchor, self.left) <= (other.anchor, other.left)
        first, second = (self, other) if ordered else (other, self)
        return first.anchor * width + first.right + gap <= second.anchor * width + second.left

    def inside(self, width: float) -> bool:
        """Tell whether the box lies within the picture at `width` and every greater width."""
        return self.anchor * width + self.left >= 0 and self.anchor * width + self.right <= width


@dataclass(frozen=True, slots=True)
class Label:
    """A text of `width` pixels for the place `anchor`; `kind` is its class in the stylesheet, `sides` by preference."""

    anchor: float
    text: str
    width: float
    kind: str
    sides: tuple[Align, ...] = (Align.RIGHT, Align.LEFT)


@dataclass(frozen=True, slots=True)
class Placed:
    """A label with its side and lane; lane 0 is next to the bar. `line` leads past the nearer lanes to the bar."""

    label: Label
    lane: int
    align: Align
    box: Box
    line: Box


def placed_at(label: Label, lane: int, align: Align) -> Placed:
    """Return the label placed on one side of its anchor, without asking whether there is room."""
    left = {Align.RIGHT: _OFFSET, Align.LEFT: -_OFFSET - label.width, Align.CENTRE: -label.width / 2}[align]
    box = Box(label.anchor, left, left + label.width)
    return Placed(label, lane, align, box, Box(label.anchor, -_LINE, _LINE))


def place_all(labels: Sequence[Label], *, width: float, lanes: int) -> tuple[Placed, ...]:
    """Place every label as near to the bar as they allow each other; empty if not all fit. For a few labels only."""
    choices = (_candidates(label, width, lanes) for label in labels)
    fitting = (combination for combination in product(*choices) if _all_free(combination, width))
    return min(fitting, key=_cost, default=())


def place_row(labels: Sequence[Label], *, width: float, lanes: int) -> tuple[Placed, ...]:
    """Place every label of a crowded row, given from left to right; empty if no way was found to fit them all.

    Looked for from the right end: labels that reach to the right then form a staircase whose lines cross nothing.
    """
    if sum(label.width for label in labels) > lanes * width:
        return ()
    tries = iter(range(_TRIES))
    found = _search(tuple(reversed(labels)), (), width, lanes, tries)
    return tuple(reversed(found))


def place_more(labels: Iterable[Label], before: tuple[Placed, ...], *, width: float, lanes: int) -> tuple[Placed, ...]:
    """Return `before` with those of the labels, in the order given, that find room beside it."""
    placed = list(before)
    for label in labels:
        found = next((each for each in _candidates(label, width, lanes) if _free(each, placed, width)), None)
        if found:
            placed.append(found)
    return tuple(placed)


def lanes_of(placed: Sequence[Placed]) -> int:
    """Return how many lanes the labels take."""
    return max((each.lane for each in placed), default=-1) + 1


def _search(
    labels: tuple[Label, ...], before: tuple[Placed, ...], width: float, lanes: int, tries: Iterator[int]
) -> tuple[Placed, ...]:
    """Depth first, giving up when `tries` are used: a picture is not worth more."""
    if not labels:
        return before
    for candidate in _candidates(labels[0], width, lanes):
        if next(tries, None) is None:
            return ()
        if _free(candidate, before, width):
            found = _search(labels[1:], (*before, candidate), width, lanes, tries)
            if found:
                return found
    return ()


def _candidates(label: Label, width: float, lanes: int) -> list[Placed]:
    places = (placed_at(label, lane, align) for align in label.sides for lane in range(lanes))
    return [each for each in places if each.box.inside(width)]


def _cost(placed: Sequence[Placed]) -> int:
    return sum(each.lane * len(Align) + each.label.sides.index(each.align) for each in placed)


def _all_free(placed: Sequence[Placed], width: float) -> bool:
    return all(_compatible(one, other, width) for one, other in combinations(placed, 2))


def _free(candidate: Placed, placed: Sequence[Placed], width: float) -> bool:
    return all(_compatible(candidate, other, width) for other in placed)


def _compatible(one: Placed, other: Placed, width: float) -> bool:
    """A label may not touch another in its lane, nor the line that leads from a further lane past it to the bar."""
    if one.lane == other.lane:
        return one.box.keeps_apart(other.box, width)
    near, far = (one, other) if one.lane < other.lane else (other, one)
    return near.box.keeps_apart(far.line, width, gap=0.0)

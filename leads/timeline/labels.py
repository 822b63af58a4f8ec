"""Labels that never lie over each other: each gets a lane and a side of its anchor, at the narrowest width of a picture.

A box is anchored at a share of the width and reaches from `left` to `right` pixels beside it. Two boxes that keep apart
at one width keep apart at every greater one, as long as the one anchored further left also lies further left; that is
why the order is part of the test.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations

_GAP = 8.0
_OFFSET = 4.0  # between a leader line and the label beside it
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
        first, second = sorted((self, other), key=lambda box: (box.anchor, box.left))
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
    """A label with its side and lane; lane 0 is next to the bar."""

    label: Label
    lane: int
    align: Align

    @property
    def box(self) -> Box:
        match self.align:
            case Align.RIGHT:
                return Box(self.label.anchor, _OFFSET, _OFFSET + self.label.width)
            case Align.LEFT:
                return Box(self.label.anchor, -_OFFSET - self.label.width, -_OFFSET)
            case Align.CENTRE:
                return Box(self.label.anchor, -self.label.width / 2, self.label.width / 2)

    @property
    def line(self) -> Box:
        """The room for the line that leads past the nearer lanes to the bar."""
        return Box(self.label.anchor, -_LINE, _LINE)


def place(required: Sequence[Label], optional: Iterable[Label], *, width: float, lanes: int) -> tuple[Placed, ...]:
    """Place all `required` labels and those `optional` ones, in order, that find room in `lanes` lanes.

    Where two required ones lie close together at an edge, only one order of their lanes works: all are tried.
    """
    attempts = (_greedy(order, (), width, lanes) for order in permutations(required))
    best = max(attempts, key=len, default=())
    return _greedy(optional, best, width, lanes)


def lanes_of(placed: Sequence[Placed]) -> int:
    """Return how many lanes the labels take."""
    return max((each.lane for each in placed), default=-1) + 1


def _greedy(labels: Iterable[Label], before: tuple[Placed, ...], width: float, lanes: int) -> tuple[Placed, ...]:
    placed = list(before)
    for label in labels:
        candidates = (Placed(label, lane, align) for lane in range(lanes) for align in label.sides)
        found = next((each for each in candidates if each.box.inside(width) and _free(each, placed, width)), None)
        if found:
            placed.append(found)
    return tuple(placed)


def _free(candidate: Placed, placed: Sequence[Placed], width: float) -> bool:
    return all(_compatible(candidate, other, width) for other in placed)


def _compatible(one: Placed, other: Placed, width: float) -> bool:
    """A label may not touch another in its lane, nor the line that leads from a further lane past it to the bar."""
    if one.lane == other.lane:
        return one.box.keeps_apart(other.box, width)
    near, far = (one, other) if one.lane < other.lane else (other, one)
    return near.box.keeps_apart(far.line, width, gap=0.0)

"""Marks that would lie over each other become one mark."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

_GAP = 3.0

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Cluster(Generic[Item]):
    """Items drawn as one mark at `share`, the middle of their places; `half_width` is half of the mark, in pixels."""

    share: float
    items: tuple[Item, ...]
    half_width: float


def cluster(
    items: Sequence[Item],
    *,
    share: Callable[[Item], float],
    half_width: Callable[[tuple[Item, ...]], float],
    width: float,
) -> tuple[Cluster[Item], ...]:
    """Merge neighbours until all marks keep apart at `width` pixels, and so at every greater width."""
    found: list[Cluster[Item]] = []
    for item in sorted(items, key=share):
        found.append(Cluster(share(item), (item,), half_width((item,))))
        while len(found) > 1 and _touch(found[-2], found[-1], width):
            right, left = found.pop(), found.pop()
            found.append(_merge(left, right, half_width))
    return tuple(found)


def _touch(left: Cluster[Item], right: Cluster[Item], width: float) -> bool:
    return left.share * width + left.half_width + _GAP > right.share * width - right.half_width


def _merge(left: Cluster[Item], right: Cluster[Item], half_width: Callable[[tuple[Item, ...]], float]) -> Cluster[Item]:
    items = (*left.items, *right.items)
    share = (left.share * len(left.items) + right.share * len(right.items)) / len(items)
    return Cluster(share, items, half_width(items))

"""Where the texts of a drawn SVG end up at a given width: read back from the markup, knowing nothing of the layout."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from core.svg import text_width

_SIZES = {"tick-label": 11.5, "count": 10.5}
_BOLD = {"count", "expiry", "hold-label", "major", "now", "phase-name"}
_ASCENT, _DESCENT = 0.78, 0.22  # of the font size, for capitals and figures


@dataclass(frozen=True)
class TextBox:
    text: str
    left: float
    right: float
    top: float
    bottom: float

    def overlaps(self, other: "TextBox") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def text_boxes(svg: str, width: float) -> list[TextBox]:
    """Return the box of every text when the picture is `width` pixels wide."""
    return list(_walk(ET.fromstring(svg), 0.0, 0.0, width))  # noqa: S314  (our own markup)


def overlapping(svg: str, width: float) -> list[tuple[str, str]]:
    """Return the pairs of texts that lie over each other."""
    boxes = text_boxes(svg, width)
    return [
        (one.text, other.text) for index, one in enumerate(boxes) for other in boxes[index + 1 :] if one.overlaps(other)
    ]


def _walk(node: ET.Element, x: float, y: float, width: float) -> Iterator[TextBox]:
    if node.tag == "svg":
        x, y = x + _pixels(node.get("x"), width), y + _pixels(node.get("y"), width)
    if node.tag == "text":
        yield _box(node, x, y, width)
    for child in node:
        yield from _walk(child, x, y, width)


def _box(node: ET.Element, x: float, y: float, width: float) -> TextBox:
    classes = (node.get("class") or "").split()
    size = next((_SIZES[name] for name in classes if name in _SIZES), 12.0)
    text = "".join(node.itertext())
    taken = text_width(text, size, bold=bool(_BOLD.intersection(classes)))
    left = x + _pixels(node.get("x"), width)
    left -= {"start": 0.0, "middle": taken / 2, "end": taken}[node.get("text-anchor") or "start"]
    base = y + _pixels(node.get("y"), width)
    return TextBox(text, left, left + taken, base - _ASCENT * size, base + _DESCENT * size)


def _pixels(value: str | None, width: float) -> float:
    if not value:
        return 0.0
    return float(value[:-1]) / 100 * width if value.endswith("%") else float(value)

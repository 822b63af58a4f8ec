"""Bars that lie under each other, each below its name: for a few things with long names."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from core.svg.bars import FRAMES, LABEL_SIZE, Bar
from core.svg.elements import at, element, percent
from core.svg.metrics import shorten, text_width

_ROW, _THICK = 40.0, 8.0


def lying_height(bars: Sequence[Bar]) -> float:
    return len(bars) * _ROW


def lying_bars(bars: Sequence[Bar]) -> list[SafeString]:
    """Return a row for each bar: name and value, and the bar under them."""
    longest = max((bar.value for bar in bars), default=0.0) or 1.0
    return [_row(bar, index * _ROW, bar.value / longest) for index, bar in enumerate(bars)]


def _row(bar: Bar, y: float, share: float) -> SafeString:
    room = FRAMES["narrow"] - text_width(bar.shown, LABEL_SIZE, bold=True) - 12
    line = {"x": 0, "y": y + 20, "height": _THICK, "rx": _THICK / 2}
    return element(
        "g",
        None,
        element("title", None, f"{bar.label}: {bar.shown}"),
        element("text", {"class": "name", "x": 0, "y": y + 12}, shorten(bar.label, room, LABEL_SIZE)),
        at(1.0, y + 12, element("text", {"class": "value", "text-anchor": "end"}, bar.shown)),
        element("rect", {"class": "track", "width": "100%", **line}),
        element("rect", {"class": f"bar {bar.tone}".strip(), "width": percent(max(share, 0.01)), **line}),
    )

"""Bars that stand side by side, for short labels and for series in time."""

from collections.abc import Iterator, Sequence
from math import ceil

from django.utils.safestring import SafeString

from core.svg.bars import FRAMES, LABEL_SIZE, Bar, in_figures, round_up
from core.svg.elements import at, element, percent
from core.svg.metrics import text_width

_TOP, _PLOT, _BOTTOM = 22, 132, 26
HEIGHT = _TOP + _PLOT + _BOTTOM


def upright_bars(bars: Sequence[Bar]) -> list[SafeString]:
    """Return lines, bars and texts for a picture of `HEIGHT` pixels."""
    top = round_up(max((bar.value for bar in bars), default=0.0))
    drawn = [_bar(index, bar, len(bars), top) for index, bar in enumerate(bars)]
    return [*_grid(), *drawn, *_texts(bars, top)]


def _grid() -> list[SafeString]:
    """Lines at the bottom, middle and top."""
    levels = {"axis": _TOP + _PLOT, "grid half": _TOP + _PLOT / 2, "grid": _TOP}
    return [element("line", {"class": name, "x1": 0, "x2": "100%", "y1": y, "y2": y}) for name, y in levels.items()]


def _height(bar: Bar, top: float) -> float:
    return max(_PLOT * bar.value / top, 2.0 if bar.value else 0.0)


def _bar(index: int, bar: Bar, count: int, top: float) -> SafeString:
    height = _height(bar, top)
    return element(
        "rect",
        {
            "class": f"bar {bar.tone}".strip(),
            "x": percent((index + 0.17) / count),
            "width": percent(0.66 / count),
            "y": _TOP + _PLOT - height,
            "height": height,
            "rx": 3,
        },
        element("title", None, f"{bar.label}: {bar.shown}"),
    )


def _texts(bars: Sequence[Bar], top: float) -> Iterator[SafeString]:
    """The values above the bars where all have room, else the scale's upper end; and as many labels below as fit."""
    if not bars:
        return
    valued = [frame for frame, every in _rhythm([bar.shown for bar in bars]).items() if every == 1]
    rhythm = _rhythm([bar.label for bar in bars])
    if len(valued) < len(FRAMES):
        name = " ".join(frame for frame in FRAMES if frame not in valued)
        yield element("text", {"class": f"scale {name}", "x": 0, "y": _TOP - 6}, in_figures(top))
    for index, bar in enumerate(bars):
        middle = (index + 0.5) / len(bars)
        if valued:
            place = {"class": f"value {' '.join(valued)}", "text-anchor": "middle"}
            yield at(middle, _TOP + _PLOT - _height(bar, top) - 6, element("text", place, bar.shown))
        if named := [frame for frame, every in rhythm.items() if index % every == 0]:
            place = {"class": f"label {' '.join(named)}", "text-anchor": "middle"}
            yield at(middle, _TOP + _PLOT + 18, element("text", place, bar.label))


def _rhythm(texts: Sequence[str]) -> dict[str, int]:
    """Return for each frame the smallest n so that every n-th text has room in it."""
    widest = max(text_width(text, LABEL_SIZE, bold=True) for text in texts) + 4
    return {frame: max(1, ceil(widest * len(texts) / width)) for frame, width in FRAMES.items()}

"""A bar chart for the start page and the KPI pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, log10

from django.utils.safestring import SafeString

from core.svg.elements import at, element, percent
from core.svg.metrics import text_width

_TOP, _PLOT, _BOTTOM = 22, 132, 26
_SIZE = 12.0
# The chart's labels are laid out twice, for frames from 280 and from 440 pixels on; the stylesheet shows what fits.
_FRAMES = {"narrow": 280, "roomy": 440}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: `text` is the value as people read it (default: the number), `tone` a class of the stylesheet."""

    label: str
    value: float
    text: str = ""
    tone: str = ""

    @property
    def shown(self) -> str:
        return self.text or f"{self.value:g}"


def bar_chart(bars: Sequence[Bar], *, title: str, ident: str) -> SafeString:
    """Return an SVG of `bars` (values >= 0, left to right), with all values in words for those who do not see it.

    `ident` must be unique on the page: title and description are found by it.
    """
    top = _round_up(max((bar.value for bar in bars), default=0.0))
    description = "; ".join(f"{bar.label}: {bar.shown}" for bar in bars)
    picture = element(
        "svg",
        {
            "class": "chart bar-chart",
            "width": "100%",
            "height": _TOP + _PLOT + _BOTTOM,
            "role": "img",
            "aria-labelledby": f"{ident}-title {ident}-desc",
        },
        element("title", {"id": f"{ident}-title"}, title),
        element("desc", {"id": f"{ident}-desc"}, description or title),
        *_grid(),
        *(_bar(index, bar, len(bars), top) for index, bar in enumerate(bars)),
        *_texts(bars, top),
    )
    return element("div", {"class": "bars"}, picture)


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
    if len(valued) < len(_FRAMES):
        name = " ".join(frame for frame in _FRAMES if frame not in valued)
        yield element("text", {"class": f"scale {name}", "x": 0, "y": _TOP - 6}, f"{top:g}")
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
    widest = max(text_width(text, _SIZE, bold=True) for text in texts) + 4
    return {frame: max(1, ceil(widest * len(texts) / width)) for frame, width in _FRAMES.items()}


def _round_up(value: float) -> float:
    """Return the next value with one round leading figure (10, 12, 15, 20, …), so that the tallest bar leaves air."""
    if value <= 0:
        return 1.0
    unit = 10.0 ** (ceil(log10(value)) - 1)
    return next(step * unit for step in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12) if step * unit >= value)

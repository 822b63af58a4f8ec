"""A bar chart for the start page and the KPI pages."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from core.svg.bars import FRAMES, LABEL_SIZE, Bar, frame
from core.svg.lying_bars import lying_bars, lying_height
from core.svg.metrics import text_width
from core.svg.upright_bars import HEIGHT, upright_bars

_MANY = 8  # from here on it is a series, whose labels may be left out; below, each has to be read


def bar_chart(bars: Sequence[Bar], *, title: str, ident: str) -> SafeString:
    """Return an SVG of `bars` (values >= 0, in order), with all values in words for those who do not see it.

    They stand side by side; a few with names too long for that lie under each other. `ident` must be unique on the
    page: title and description are found by it.
    """
    if len(bars) < _MANY and _too_long(bars):
        return frame(bars, lying_bars(bars), height=lying_height(bars), title=title, ident=ident)
    return frame(bars, upright_bars(bars), height=HEIGHT, title=title, ident=ident)


def _too_long(bars: Sequence[Bar]) -> bool:
    widest = max((text_width(bar.label, LABEL_SIZE) for bar in bars), default=0.0)
    return (widest + 4) * len(bars) > FRAMES["roomy"]

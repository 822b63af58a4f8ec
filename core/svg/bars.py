"""What bar charts share: the bar itself, the frame with its words, a round upper end of the scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log10

from django.utils.formats import number_format
from django.utils.safestring import SafeString

from core.svg.elements import element

LABEL_SIZE = 12.0
# Labels are laid out for frames from 280 and from 480 pixels on; the stylesheet shows what fits.
FRAMES = {"narrow": 280, "roomy": 480}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: `text` is the value as people read it (default: the number), `tone` a class of the stylesheet."""

    label: str
    value: float
    text: str = ""
    tone: str = ""

    @property
    def shown(self) -> str:
        return self.text or in_figures(self.value)


def in_figures(value: float) -> str:
    """A number as people of the present language write it: 3.000 or 2,5 in German."""
    whole = value == int(value)
    return str(number_format(int(value) if whole else round(value, 6), force_grouping=True))


def frame(bars: Sequence[Bar], parts: Sequence[SafeString], *, height: float, title: str, ident: str) -> SafeString:
    """Return the parts as one picture with a title, and all values in words."""
    description = "; ".join(f"{bar.label}: {bar.shown}" for bar in bars)
    attributes = {"class": "chart bar-chart", "width": "100%", "height": height, "role": "img"}
    picture = element(
        "svg",
        {**attributes, "aria-labelledby": f"{ident}-title {ident}-desc"},
        element("title", {"id": f"{ident}-title"}, title),
        element("desc", {"id": f"{ident}-desc"}, description or title),
        *parts,
    )
    return element("div", {"class": "bars"}, picture)


def round_up(value: float) -> float:
    """Return the next value with one round leading figure (10, 12, 15, 20, …), so that the tallest bar leaves air."""
    if value <= 0:
        return 1.0
    unit = 10.0 ** (ceil(log10(value)) - 1)
    return next(step * unit for step in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12) if step * unit >= value)

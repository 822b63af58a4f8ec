"""The rota of one responsibility as a strip: shifts in the colours of their people, gaps hatched, a line for now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.walltime import berlin_instant, berlin_wall
from operations.incidents.admin.texts import hour_of

# It is stretched to the width of the page; its height stays.
_WIDTH, _HEIGHT = 1000, 26
_COLOURS = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """A shift: from, until, whose, and a number that stands for the person."""

    starts_at: datetime
    ends_at: datetime
    name: str
    person: int


def strip(bars: Sequence[Bar], period: tuple[datetime, datetime], now: datetime, label: str) -> SafeString:
    """The strip of a period, as SVG; the list below it says the same in words."""
    shown = [bar for bar in bars if bar.ends_at > period[0] and bar.starts_at < period[1]]
    told = "; ".join(f"{hour_of(bar.starts_at)} – {hour_of(bar.ends_at)}: {bar.name}" for bar in shown)
    title = _("%(label)s, %(count)s shifts. %(told)s") % {"label": label, "count": len(shown), "told": told}
    colours = {person: index % _COLOURS for index, person in enumerate(dict.fromkeys(bar.person for bar in shown))}
    return format_html(
        '<svg class="rota-strip" viewBox="0 0 {} {}" width="100%" height="{}" preserveAspectRatio="none" role="img">'
        '<title>{}</title><rect class="gap" x="0" y="0" width="{}" height="{}"/>{}{}{}</svg>',
        _WIDTH, _HEIGHT, _HEIGHT, title, _WIDTH, _HEIGHT,
        format_html_join("", *_rects(shown, colours, period)),
        format_html_join("", *_days(period)),
        _line("now", _x(now, period)) if period[0] <= now < period[1] else "",
    )  # fmt: skip


def _x(instant: datetime, period: tuple[datetime, datetime]) -> float:
    share = (instant - period[0]) / (period[1] - period[0])
    return round(_WIDTH * min(max(share, 0.0), 1.0), 2)


def _rects(
    bars: Sequence[Bar], colours: dict[int, int], period: tuple[datetime, datetime]
) -> tuple[str, list[tuple[object, ...]]]:
    rows: list[tuple[object, ...]] = []
    for bar in bars:
        left, right = _x(bar.starts_at, period), _x(bar.ends_at, period)
        rows.append((colours[bar.person], str(left), str(round(right - left, 2)), _HEIGHT, bar.name))
    return '<rect class="shift person-{}" x="{}" y="0" width="{}" height="{}"><title>{}</title></rect>', rows


def _days(period: tuple[datetime, datetime]) -> tuple[str, list[tuple[object, ...]]]:
    midnight, rows = berlin_wall(period[0]), []
    for number in range(1, round((period[1] - period[0]) / timedelta(days=1))):
        x = str(_x(berlin_instant(midnight + timedelta(days=number)), period))
        rows.append(("day" if number % 7 else "week", x, x, _HEIGHT))
    return '<line class="{}" x1="{}" x2="{}" y1="0" y2="{}"/>', rows  # type: ignore[return-value]


def _line(name: str, x: float) -> SafeString:
    return format_html('<line class="{}" x1="{}" x2="{}" y1="0" y2="{}"/>', name, str(x), str(x), _HEIGHT)

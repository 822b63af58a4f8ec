"""A key figure over time as a picture: bars for numbers, a line for anything else, its target, the seasons behind."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from math import ceil

from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from core.svg import element, percent, shorten, text_width
from core.svg.bars import FRAMES, LABEL_SIZE, round_up
from core.svg.elements import at
from core.walltime import berlin_instant
from operations.kpis.admin.texts import bucket_label, bucket_name, season_name, shown
from operations.kpis.registry import Unit
from operations.kpis.series import Point, Series
from operations.kpis.verdicts import Verdict

_TOP, _PLOT, _BOTTOM = 34, 190, 26
_HEIGHT = _TOP + _PLOT + _BOTTOM
_MOST_DOTS = 60


def series_chart(series: Series, *, title: str) -> SafeString:
    """The points of a series. Its values in words are the table beneath; the picture's description sums them up."""
    scale = _Scale(series)
    body = _bars(series, scale) if series.kpi.unit is Unit.COUNT else _line(series, scale)
    picture = element(
        "svg",
        {
            "class": "chart series-chart",
            "width": "100%",
            "height": _HEIGHT,
            "role": "img",
            "aria-labelledby": "series-title series-desc",
        },
        element("title", {"id": "series-title"}, title),
        element("desc", {"id": "series-desc"}, in_words(series)),
        *_seasons(series, scale),
        *_grid(series, scale),
        *body,
        *_target(series, scale),
        *_labels(series),
    )
    return element("div", {"class": "bars"}, picture)


def in_words(series: Series) -> str:
    """What the picture shows, as a sentence."""
    known = [point for point in series.points if point.value is not None]
    if not known:
        return str(series.kpi.empty)
    values = [point.value for point in known if point.value is not None]
    missed = sum(point.verdict is Verdict.MISSED for point in known)
    told = ngettext(
        "%(count)s values from %(low)s to %(high)s, the last %(last)s; %(missed)s misses the target.",
        "%(count)s values from %(low)s to %(high)s, the last %(last)s; %(missed)s miss the target.",
        missed,
    )
    return told % {
        "count": len(known),
        "low": shown(series.kpi, min(values)),
        "high": shown(series.kpi, max(values)),
        "last": shown(series.kpi, values[-1]),
        "missed": missed,
    }


class _Scale:
    """Where values and instants lie in the picture."""

    def __init__(self, series: Series) -> None:
        found = [float(each) for point in series.points for each in (point.value, point.target) if each is not None]
        self.high = round_up(max(found, default=0.0))
        lowest = min(found, default=0.0)
        self.low = -round_up(-lowest) if lowest < 0 else 0.0
        self._edges = [series.period.since, *(point.until for point in series.points)]
        self.count = len(series.points)

    def y(self, value: float) -> float:
        return _TOP + _PLOT * (self.high - value) / (self.high - self.low)

    def x(self, instant: datetime) -> float:
        """The share of the width at which an instant lies, buckets being equally wide."""
        index = min(max(bisect_right(self._edges, instant) - 1, 0), self.count - 1)
        since, until = self._edges[index], self._edges[index + 1]
        return (index + min(max((instant - since) / (until - since), 0.0), 1.0)) / self.count


def _grid(series: Series, scale: _Scale) -> Iterator[SafeString]:
    levels = {scale.high: "grid", (scale.high + scale.low) / 2: "grid half", scale.low: "axis"}
    for value, name in levels.items():
        y = scale.y(value)
        yield element("line", {"class": name, "x1": 0, "x2": "100%", "y1": y, "y2": y})
        if name == "grid":
            yield element("text", {"class": "scale", "x": 0, "y": y - 6}, shown(series.kpi, Decimal(str(value))))


def _seasons(series: Series, scale: _Scale) -> Iterator[SafeString]:
    for season in series.seasons:
        begin = scale.x(berlin_instant(datetime.combine(season.starts_on, time())))
        end = scale.x(berlin_instant(datetime.combine(season.ends_on + timedelta(days=1), time())))
        name = season_name(season.kind)
        band = {"class": "season", "x": percent(begin), "width": percent(end - begin), "y": _TOP, "height": _PLOT}
        yield element("rect", band, element("title", None, name))
        label = shorten(name, (end - begin) * FRAMES["narrow"], LABEL_SIZE)
        if len(label) > 2:
            place = {"class": "season-name", "text-anchor": "middle"}
            yield at((begin + end) / 2, 13, element("text", place, label))  # above the plot: no value lies there


def _told(series: Series, point: Point) -> SafeString:
    name = bucket_name(series.period.bucket, point.since, point.until)
    return element("title", None, f"{name}: {shown(series.kpi, point.value)}")


def _bars(series: Series, scale: _Scale) -> Iterator[SafeString]:
    for index, point in enumerate(series.points):
        if point.value is None:
            continue
        top = scale.y(float(point.value))
        box = {"x": percent((index + 0.15) / scale.count), "width": percent(0.7 / scale.count), "rx": 2}
        tone = "bar danger" if point.verdict is Verdict.MISSED else "bar"
        height = max(scale.y(0) - top, 2.0)
        yield element("rect", {"class": tone, **box, "y": scale.y(0) - height, "height": height}, _told(series, point))


def _line(series: Series, scale: _Scale) -> Iterator[SafeString]:
    """A line that has a gap where nothing was there; a point between two gaps is a dot in any case."""
    values = [None if point.value is None else float(point.value) for point in series.points]
    yield _path("line", [None if each is None else scale.y(each) for each in values], scale.count)
    for index, (point, value) in enumerate(zip(series.points, values, strict=True)):
        if value is None:
            continue
        beside = (*values[max(index - 1, 0) : index], *values[index + 1 : index + 2])
        alone = all(each is None for each in beside)
        if scale.count <= _MOST_DOTS or alone:
            tone = "dot danger" if point.verdict is Verdict.MISSED else "dot"
            dot = element("circle", {"class": tone, "r": 3.5}, _told(series, point))
            yield at((index + 0.5) / scale.count, scale.y(value), dot)


def _path(name: str, heights: Sequence[float | None], count: int) -> SafeString:
    steps, pen = [], "M"
    for index, y in enumerate(heights):
        if y is None:
            pen = "M"
            continue
        steps.append(f"{pen}{100 * (index + 0.5) / count:.3f} {y:.2f}")
        pen = "L"
    return _stretched(element("path", {"class": name, "d": " ".join(steps), "vector-effect": "non-scaling-stroke"}))


def _target(series: Series, scale: _Scale) -> Iterator[SafeString]:
    steps, before = [], None
    for index, point in enumerate(series.points):
        left, right = 100 * index / scale.count, 100 * (index + 1) / scale.count
        if point.target is None:
            before = None
            continue
        y = scale.y(float(point.target))
        steps.append(f"{'M' if before is None else 'L'}{left:.3f} {y:.2f} L{right:.3f} {y:.2f}")
        before = y
    if steps:
        path = {"class": "target", "d": " ".join(steps), "vector-effect": "non-scaling-stroke"}
        yield _stretched(element("path", path))


def _stretched(*children: SafeString) -> SafeString:
    box = {"viewBox": f"0 0 100 {_HEIGHT}", "preserveAspectRatio": "none", "width": "100%", "height": _HEIGHT}
    return element("svg", box, *children)


def _labels(series: Series) -> Iterator[SafeString]:
    labels = [bucket_label(series.period.bucket, point.since) for point in series.points]
    widest = max(text_width(label, LABEL_SIZE) for label in labels) + 8
    rhythm = {frame: max(1, ceil(widest * len(labels) / width)) for frame, width in FRAMES.items()}
    for index, label in enumerate(labels):
        if named := [frame for frame, every in rhythm.items() if index % every == 0]:
            place = {"class": f"label {' '.join(named)}", "text-anchor": "middle"}
            yield at((index + 0.5) / len(labels), _TOP + _PLOT + 18, element("text", place, label))

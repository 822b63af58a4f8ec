"""A year as a picture: seasons, where they overlap, campaigns, freezes, milestones, the factors of territories."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.svg import element, percent, shorten, text_width
from core.svg.bars import FRAMES, LABEL_SIZE
from core.svg.elements import at
from core.territory import Territory
from core.walltime import berlin_wall
from seasonal.admin.texts import day as day_text
from seasonal.admin.texts import days, territory_name, times
from seasonal.planning.calendar import PlannedCampaign, PlannedSeason, SeasonCalendar
from seasonal.planning.demand import TerritoryDemand
from seasonal.planning.marks import Marks
from seasonal.planning.overlaps import Overlap, overlaps

_HEAD, _LANE, _BAR, _STRIP = 26, 40, 14, 22
_DARK = 4  # from this factor on, its label stands on a dark ground
_DAY = timedelta(days=1)
NOTHING = Marks()
_TONES = {"asparagus": "asparagus", "oktoberfest": "oktoberfest", "christmas": "christmas"}


@dataclass(frozen=True, slots=True)
class Run:
    """Days in a row on which a territory has the same largest factor."""

    first: date
    last: date
    factor: Decimal


def runs(demand: TerritoryDemand, year: int) -> list[Run]:
    """The year's days by their factor."""
    length = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    peaks = [(day, demand.peak_of(day)) for day in (date(year, 1, 1) + index * _DAY for index in range(length))]
    found = []
    for factor, group in groupby(peaks, key=lambda each: each[1]):
        members = [day for day, _factor in group]
        found.append(Run(members[0], members[-1], factor))
    return found


class YearChart:
    """Draws one year. `territories`: whose factors are shown."""

    def __init__(
        self, calendar: SeasonCalendar, year: int, territories: Sequence[str], today: date, marks: Marks = NOTHING
    ) -> None:
        self._calendar, self._year, self._today, self._marks = calendar, year, today, marks
        self._begin = date(year, 1, 1)
        self._length = (date(year + 1, 1, 1) - self._begin).days
        self.overlaps = overlaps(calendar.seasons)
        self.runs: Mapping[str, Sequence[Run]] = {
            each: runs(TerritoryDemand(calendar, Territory(each)), year) for each in territories
        }
        campaigns = _LANE if calendar.campaigns else 0
        crossing = _LANE if self.overlaps else 0
        marked = _LANE * (bool(marks.freezes) + bool(marks.milestones))
        self._strips = _HEAD + len(calendar.seasons) * _LANE + crossing + campaigns + marked + 8
        self._height = self._strips + len(self.runs) * (_STRIP + 24) + 12

    def picture(self) -> SafeString:
        """The SVG. The tables beneath say the same in words."""
        return element(
            "svg",
            {
                "class": "chart year-chart",
                "width": "100%",
                "height": self._height,
                "role": "img",
                "aria-labelledby": "year-title year-desc",
            },
            element("title", {"id": "year-title"}, _("Seasons of %(year)s") % {"year": self._year}),
            element("desc", {"id": "year-desc"}, self._words()),
            self._hatch(),
            *self._months(),
            *self._lanes(),
            *self._factors(),
            *self._now(),
        )

    def _words(self) -> str:
        named = [f"{each.name}: {days(each.first, each.last)}" for each in self._calendar.seasons]
        frozen = [f"{each.name}: {days(each.first, each.last)}" for each in self._marks.freezes]
        return "; ".join([*(named or [_("No season")]), *frozen])

    def _hatch(self) -> SafeString:
        line = element("line", {"class": "hatch", "x1": 0, "y1": 0, "x2": 0, "y2": 6})
        size = {"width": 6, "height": 6, "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
        return element("defs", None, element("pattern", {"id": "overlap-hatch", **size}, line))

    def _x(self, day: date) -> float:
        """Where a day begins, as a share of the width."""
        return min(max((day - self._begin).days / self._length, 0.0), 1.0)

    def _months(self) -> Iterator[SafeString]:
        for month in range(1, 13):
            first = date(self._year, month, 1)
            x = percent(self._x(first))
            yield element("line", {"class": "month", "x1": x, "x2": x, "y1": 6, "y2": self._height})
            for frame, name in (("narrow", "N"), ("roomy", "M")):
                text = date_format(first, name)
                shown = text[:1] if frame == "narrow" else text
                place = {"class": f"label {frame}", "x": 4}
                yield at(self._x(first), 16, element("text", place, shown))

    def _lanes(self) -> Iterator[SafeString]:
        y = _HEAD
        for season in self._calendar.seasons:
            yield from self._season(season, y)
            y += _LANE
        if self.overlaps:
            for overlap in self.overlaps:
                yield self._overlap(overlap, y)
            yield from self._named(_("Overlap: the larger factor counts"), self.overlaps[0].first, y)
            y += _LANE
        for campaign in self._calendar.campaigns:
            yield self._campaign(campaign, y)
        if self._calendar.campaigns:
            first = berlin_wall(self._calendar.campaigns[0].starts_at).date()
            yield from self._named(_("Campaigns"), first, y)
            y += _LANE
        yield from self._marked(y)

    def _marked(self, y: float) -> Iterator[SafeString]:
        if self._marks.freezes:
            for freeze in self._marks.freezes:
                told = f"{freeze.name} ({freeze.scope}): {days(freeze.first, freeze.last)}"
                yield self._bar(freeze.first, freeze.last, y, "freeze", told)
            yield from self._named(_("Release freezes"), max(self._marks.freezes[0].first, self._begin), y)
            y += _LANE
        if self._marks.milestones:
            for each in self._marks.milestones:
                told = f"{each.season}: {each.title}, {day_text(each.day)}"
                yield self._bar(each.day, each.day, y, f"milestone {each.state}", told)
            yield from self._named(_("Milestones"), self._marks.milestones[0].day, y)

    def _bar(self, first: date, last: date, y: float, name: str, told: str) -> SafeString:
        left, right = self._x(first), self._x(last + _DAY)
        place = {"x": percent(left), "width": percent(max(right - left, 0.006)), "y": y + 20, "height": _BAR, "rx": 4}
        return element("rect", {"class": name, **place}, element("title", None, told))

    def _named(self, text: str, first: date, y: float) -> Iterator[SafeString]:
        """A name above its bar, from its beginning or, where that leaves no room, up to the right edge."""
        left = self._x(first)
        for frame, width in FRAMES.items():
            fits = left * width + text_width(text, LABEL_SIZE, bold=True) <= width
            place: dict[str, object] = {"class": f"name {frame}"}
            if not fits:
                place["text-anchor"] = "end"
            yield at(left if fits else 1.0, y + 14, element("text", place, shorten(text, width, LABEL_SIZE)))

    def _season(self, season: PlannedSeason, y: float) -> Iterator[SafeString]:
        told = f"{season.name}: {days(season.first, season.last)}"
        tone = _TONES.get(season.kind, "other")
        yield self._bar(season.first, season.last, y, f"season {tone}", told)
        yield from self._named(season.name, max(season.first, self._begin), y)

    def _overlap(self, overlap: Overlap, y: float) -> SafeString:
        told = f"{overlap.one.name} / {overlap.other.name}: {days(overlap.first, overlap.last)}"
        return self._bar(overlap.first, overlap.last, y, "overlap", told)

    def _campaign(self, campaign: PlannedCampaign, y: float) -> SafeString:
        first, last = (berlin_wall(each).date() for each in (campaign.starts_at, campaign.ends_at))
        told = f"{campaign.name} ({campaign.territory}): {days(first, last)}, {times(campaign.factor)}"
        return self._bar(first, last, y, "campaign", told)

    def _factors(self) -> Iterator[SafeString]:
        y = float(self._strips)
        for territory, found in self.runs.items():
            name = _("Largest factor of each day: %(territory)s") % {"territory": territory_name(territory)}
            yield element("text", {"class": "name", "x": 0, "y": y + 12}, shorten(name, FRAMES["narrow"], LABEL_SIZE))
            box = {"x": 0, "width": "100%", "y": y + 18, "height": _STRIP, "rx": 4}
            yield element("rect", {"class": "ground", **box})
            for run in found:
                if run.factor > 1:
                    yield from self._run(run, y + 18)
            y += _STRIP + 24

    def _run(self, run: Run, y: float) -> Iterator[SafeString]:
        left, right = self._x(run.first), self._x(run.last + _DAY)
        box = {"x": percent(left), "width": percent(right - left), "y": y, "height": _STRIP}
        step = min(int(run.factor.to_integral_value()), 5)
        told = f"{days(run.first, run.last)}: {times(run.factor)}"
        yield element("rect", {"class": f"factor f{max(step, 1)}", **box}, element("title", None, told))
        label = times(run.factor)
        fitting = [frame for frame, width in FRAMES.items() if text_width(label, 11) + 4 <= (right - left) * width]
        if fitting:
            frames = fitting[0] if len(fitting) == 1 else ""
            tone = "on-dark" if step >= _DARK else ""
            place = {"class": f"factor-label {tone} {frames}".strip(), "text-anchor": "middle"}
            yield at((left + right) / 2, y + 15, element("text", place, label))

    def _now(self) -> Iterator[SafeString]:
        if self._today.year == self._year:
            x = percent(self._x(self._today))
            line = {"class": "today", "x1": x, "x2": x, "y1": 4, "y2": self._height}
            yield element("line", line, element("title", None, _("today")))

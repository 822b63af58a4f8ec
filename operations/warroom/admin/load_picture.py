"""A bar of the load as it is, with a line for what is planned now and one for the season's peak."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.svg import element, percent
from operations.warroom.load import RouteNow
from seasonal.admin.texts import territory_name
from seasonal.models import Workload

_HEIGHT, _BAR, _TOP = 26, 14, 6
# From so many times the plan on, the alert LoadAbovePlan fires (unless there is next to nothing to do).
_ABOVE, _LEAST = 1.2, 1
_AIR = 1.06  # beside whatever is the largest


def tone_of(route: RouteNow) -> str:
    """How the load stands against what is planned for now: a class of the stylesheet."""
    if route.measured.rate is None:
        return "unknown"
    rate, planned = float(route.measured.rate), float(route.planned.rate)
    if rate >= _LEAST and rate > planned:
        return "danger" if rate > _ABOVE * planned else "warning"
    return "good"


def load_picture(route: RouteNow, *, shown: str, told: str) -> SafeString:
    """The SVG; `shown` is the load in words, `told` what is planned."""
    now, peak = float(route.planned.rate), float(route.peak)
    rate = None if route.measured.rate is None else float(route.measured.rate)
    most = max(now, peak, rate or 0.0) * _AIR or 1.0
    ident = f"load-{route.planned.territory}-{route.planned.workload}".lower()
    name = f"{territory_name(route.planned.territory)}, {Workload(route.planned.workload).label}"
    track = {"x": 0, "y": _TOP, "height": _BAR, "rx": 4}
    bar = element(
        "rect", {"class": f"load {tone_of(route)}", "width": percent(max((rate or 0) / most, 0.004)), **track}
    )
    return element(
        "svg",
        {"class": "load-picture", "width": "100%", "height": _HEIGHT, "role": "img",
         "aria-labelledby": f"{ident}-title {ident}-desc"},
        element("title", {"id": f"{ident}-title"}, _("Load: %(name)s") % {"name": name}),
        element("desc", {"id": f"{ident}-desc"}, f"{shown}; {told}"),
        element("rect", {"class": "track", "width": "100%", **track}),
        bar if rate is not None else "",
        _line("planned", now / most),
        _line("peak", peak / most),
    )  # fmt: skip


def _line(name: str, share: float) -> SafeString:
    x = percent(share)
    return element("line", {"class": name, "x1": x, "x2": x, "y1": 0, "y2": _HEIGHT})

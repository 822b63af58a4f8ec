"""A line without axes that shows which way a figure goes; the figure itself stands beside it."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from core.svg.elements import at, element

_HEIGHT, _MARGIN = 36, 4


def sparkline(values: Sequence[float], *, title: str) -> SafeString:
    """Return a line through `values`, oldest first; empty for fewer than two. `title` says in words what it shows."""
    if len(values) < 2:
        return SafeString("")
    low, high = min(values), max(values)
    spread = (high - low) or 1.0
    inner = _HEIGHT - 2 * _MARGIN
    points = [
        (100 * index / (len(values) - 1), _MARGIN + inner * (1 - (value - low) / spread))
        for index, value in enumerate(values)
    ]
    line = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
    return element(
        "svg",
        {"class": "chart sparkline", "width": "100%", "height": _HEIGHT, "role": "img", "aria-label": title},
        element(
            "svg",
            {"viewBox": f"0 0 100 {_HEIGHT}", "preserveAspectRatio": "none", "width": "100%", "height": _HEIGHT},
            element("polygon", {"class": "area", "points": f"0,{_HEIGHT} {line} 100,{_HEIGHT}"}),
            element("polyline", {"class": "line", "points": line, "vector-effect": "non-scaling-stroke"}),
        ),
        at(1.0, points[-1][1], element("circle", {"class": "end", "r": 3})),
    )

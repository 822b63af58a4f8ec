"""Every text colour of the stylesheet reads on the grounds it is used on, in light and dark: WCAG 2.2 AA."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "operations/console/static/console/tokens.css"
TEXT, LARGE_OR_SIGN = 4.5, 3.0

TEXTS = [
    *(
        (colour, ground)
        for colour in ("body-fg", "body-quiet-color", "body-medium-color", "body-loud-color", "link-fg")
        for ground in ("surface", "body-bg", "darkened-bg", "hover-bg")
    ),
    *((colour, "selected-bg") for colour in ("body-fg", "link-fg", "green")),
    *((colour, "selected-row") for colour in ("body-fg", "body-quiet-color", "body-loud-color", "red")),
    *((name, f"{name}-soft") for name in ("green", "amber", "red", "blue", "grey")),
    *((name, "surface") for name in ("green", "amber", "red", "blue")),
    *(("surface", name) for name in ("green", "blue")),
    ("body-medium-color", "grey-soft"),
    ("button-fg", "button-bg"),
    ("button-fg", "button-hover-bg"),
    ("button-fg", "delete-button-bg"),
    ("body-fg", "input-bg"),
    ("body-quiet-color", "input-bg"),
    *(("on-phase-strong", f"phase-{name}") for name in ("base", "follow", "grace")),
    *(("on-phase", f"phase-{name}-ahead") for name in ("base", "follow", "grace")),
]
SIGNS = [
    ("input-border", "input-bg"),
    ("input-border", "surface"),
    ("focus", "surface"),
    ("focus", "body-bg"),
    ("accent", "surface"),
]


def tokens(theme: int) -> dict[str, str]:
    """Every colour of the stylesheet as #rrggbb; theme 0 is light, 1 is dark."""
    found: dict[str, str] = {}
    for name, value in re.findall(r"--([\w-]+):\s*([^;]+);", TOKENS.read_text()):
        pair = re.fullmatch(r"light-dark\((#\w{6}), (#\w{6})\)", value)
        found[name] = pair.group(theme + 1) if pair else value
    return found


def luminance(colour: str) -> float:
    parts = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("colour", "ground", "least"),
    [(*pair, TEXT) for pair in TEXTS] + [(*pair, LARGE_OR_SIGN) for pair in SIGNS],
)
def test_colours_can_be_told_apart(colour: str, ground: str, least: float, theme: int) -> None:
    known = tokens(theme)
    resolved = [
        known[re.sub(r"var\(--([\w-]+)\)", r"\1", known[name]) if "var(" in known[name] else name]
        for name in (colour, ground)
    ]
    assert contrast(*resolved) >= least

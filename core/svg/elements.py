"""SVG markup from Python values: all that goes in is escaped here, once, so that no caller has to remember it."""

import re
from collections.abc import Mapping
from html import escape

from django.utils.safestring import SafeString

# Not allowed in XML at all, not even escaped; a copied-in company name can contain them.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def element(name: str, attributes: Mapping[str, object] | None = None, *children: object) -> SafeString:
    """Return `<name …>children</name>`; plain children and all attribute values are escaped, None attributes left out.

    Children that are SafeString (made by this function) go in as they are; others, lazy translations too, as text.
    """
    written = "".join(
        f' {key}="{_text(f"{round(value, 2):g}" if isinstance(value, float) else value)}"'
        for key, value in (attributes or {}).items()
        if value is not None
    )
    inner = "".join(child if isinstance(child, SafeString) else _text(child) for child in children)
    return SafeString(f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>")


def percent(share: float) -> str:
    """Return a share of the width (0 to 1) as an SVG length, e.g. 0.5 as "50%"; rounded to a hundredth of a percent."""
    return f"{round(share * 100, 2):g}%"


def at(share: float, y: float, *children: object) -> SafeString:
    """Return a frame whose origin lies at a share of the width and `y` pixels down; children use pixels from there."""
    return element("svg", {"x": percent(share), "y": y, "overflow": "visible"}, *children)


def _text(value: object) -> str:
    return escape(_FORBIDDEN.sub("", str(value)))

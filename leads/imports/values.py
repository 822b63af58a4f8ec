"""What a cell means, apart from how it was typed."""

import re
import unicodedata

# What people and programs write where they have nothing to write.
_NOTHING = {"n/a", "k.a.", "k. a.", "null", "(null)", "nan"}
_SPREADSHEET_ERRORS = {
    "#N/A",
    "#NV",
    "#REF!",
    "#BEZUG!",
    "#VALUE!",
    "#WERT!",
    "#NAME?",
    "#DIV/0!",
    "#NULL!",
    "#NUM!",
    "#ZAHL!",
}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def clean(cell: str) -> str:
    """The text of a cell on one line, with single spaces; empty for dashes, "n/a" and the like.

    Invisible characters go, composed and decomposed umlauts become one.
    """
    text = unicodedata.normalize("NFC", cell)
    if not text.isprintable():  # seldom, and slow
        text = "".join(_printable(char) for char in text)
    text = " ".join(text.split())
    return "" if text.casefold() in _NOTHING or not any(c.isalnum() for c in text) else text


def _printable(char: str) -> str:
    if char.isprintable():
        return char
    return " " if unicodedata.category(char) in {"Cc", "Zs", "Zl", "Zp"} else ""


def is_error(cell: str) -> bool:
    """Whether a spreadsheet wrote an error instead of a value."""
    return cell.strip().upper() in _SPREADSHEET_ERRORS


def is_web_address(text: str) -> bool:
    """Whether a link to `text` leads to the web; `example.com:8080` does, `javascript:` does not."""
    scheme = _SCHEME.match(text)
    return " " not in text and (
        scheme is None
        or scheme[1].lower() in {"http", "https"}
        or ("." in scheme[1] and text[scheme.end() :][:1].isdigit())
    )

"""How wide a text is, without a browser: an upper bound over the fonts of the stylesheet, so labels can keep apart."""

from functools import lru_cache

# Widths in em of DejaVu Sans, the widest font that the font stack can end at; Inter, Segoe UI and Arial are narrower.
_CLASSES = {
    " ijl.,:;'|!I·‚’‘": 0.33,
    "()[]/tfr-": 0.42,
    "mwMW%@—…": 1.02,
    "ABCDEFGHKLNOPQRSTUVXYZÄÖÜ&": 0.79,
}
_WIDTHS = {character: width for characters, width in _CLASSES.items() for character in characters}
_DEFAULT, _WIDE, _BOLD = 0.65, 1.15, 1.13
_FIRST_WIDE = 0x2E80  # from here on: CJK, symbols and emoji, about one em each


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return at most how many pixels `text` takes at a font size of `size` pixels."""
    em = sum(_WIDTHS.get(character, _WIDE if ord(character) >= _FIRST_WIDE else _DEFAULT) for character in text)
    return em * size * (_BOLD if bold else 1.0)


def shorten(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Return `text`, cut with an ellipsis where it would take more than `width` pixels at `size`."""
    if text_width(text, size, bold=bold) <= width:
        return text
    kept = text
    while kept and text_width(f"{kept}…", size, bold=bold) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"

"""Texts as words: folded, so that case, accents and the way to write an umlaut do not count."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_SOFT_HYPHEN = "\u00ad"  # where a word may be broken: in words that were copied from a page
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_FENCE = re.compile(r"^\s*```.*?^\s*```\s*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def folded(word: str) -> str:
    """A word as words are compared: "Überfällig" and "ueberfaellig" are one. The same as `runbook_folded` in SQL."""
    plain = unicodedata.normalize("NFC", word).lower().translate(_UMLAUTS)
    return "".join(each for each in unicodedata.normalize("NFKD", plain) if not "\u0300" <= each <= "\u036f")


def words_in(text: str) -> list[str]:
    """The words and numbers of a text, folded, in their order."""
    whole = unicodedata.normalize("NFC", text).replace(_SOFT_HYPHEN, "")
    return [folded(each) for each in _WORD.findall(whole)]


def apart(name: str) -> str:
    """A name in camel case as words: "OutboxLagHigh" -> "Outbox Lag High"."""
    return _CAMEL.sub(" ", name)


def prose_of(markdown: str) -> str:
    """What a text says, without code blocks and the addresses of links: nobody asks in those words."""
    return _LINK.sub(r"\1", _FENCE.sub(" ", markdown))

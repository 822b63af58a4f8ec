"""From bytes to text: UTF-8, UTF-16 with its mark, Windows-1252, and files that are both."""

import codecs
import re

from django.utils.translation import gettext_lazy as _

from leads.imports.errors import FileRefused

# Longest first: the mark of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
# Control characters that no list of addresses holds: the sign of a picture, a PDF, an archive.
_BINARY = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")


def decode(content: bytes) -> str:
    """The text of a file. FileRefused("not_text", "nul_bytes", "encoding_unknown") where it is none."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _checked(_strict(content, encoding))
    if b"\x00" in content:
        raise FileRefused(
            _("The file holds NUL bytes: it is damaged, or not a table. Save it again as CSV (UTF-8) or XLSX."),
            code="nul_bytes",
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        # Line by line: lists pasted together from two systems are in two encodings, and reading all of such a file
        # as Windows-1252 would quietly turn every umlaut of the other part into nonsense.
        text = "".join(_line(line) for line in _LINE.findall(content))
    return _checked(text)


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(line, "cp1252")


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileRefused(
            _("The file is neither UTF-8 nor Windows-1252 text. Save it again as CSV (UTF-8) or XLSX."),
            code="encoding_unknown",
        ) from error


def _checked(text: str) -> str:
    if _BINARY.search(text):
        raise FileRefused(
            _("The file is not a table: it holds binary data. Choose a CSV or XLSX file."), code="not_text"
        )
    return text

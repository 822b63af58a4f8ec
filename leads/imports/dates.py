"""Registration dates as lists write them; without an offset they are Berlin's wall clock."""

import re
from datetime import UTC, datetime, timedelta

from core.walltime import berlin_instant

_GERMAN = re.compile(
    r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*Uhr)?)?", re.IGNORECASE
)
_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,6})?)?)\s?(Z|[+-]\d{2}:?\d{2})?)?", re.IGNORECASE
)
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")

# Spreadsheets count days from here, and show nothing sensible for numbers far outside this span.
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  a wall clock, like everything a spreadsheet knows
_EARLIEST_YEAR, _LATEST_YEAR = 1990, 2099


def parse_registered_at(text: str) -> datetime:
    """The instant (UTC) that a date, or date and time, names; a date alone is midnight in Berlin.

    31.12.2025, 31.12.2025 14:30, 2025-12-31, 2025-12-31T14:30:00+01:00, and a spreadsheet's day number. ValueError for
    anything else: two-digit years and 12/31/2025 are not guessed at, a wrong date is a legal dispute.
    """
    try:
        when = _german(text) or _iso(text) or _serial(text)
    except ValueError:  # the 31st of February
        when = None
    if when is None or not _EARLIEST_YEAR <= when.year <= _LATEST_YEAR:
        raise ValueError(text)
    return when.astimezone(UTC) if when.tzinfo else berlin_instant(when)


def _german(text: str) -> datetime | None:
    match = _GERMAN.fullmatch(text)
    if not match:
        return None
    day, month, year, hour, minute, second = (int(part or 0) for part in match.groups())
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  the wall clock


def _iso(text: str) -> datetime | None:
    match = _ISO.fullmatch(text)
    if not match:
        return None
    day, time, offset = match.groups()
    return datetime.fromisoformat(f"{day}T{(time or '00:00').replace(',', '.')}{(offset or '').upper()}")


def _serial(text: str) -> datetime | None:
    # A date whose cell is formatted as a number.
    return _EPOCH + timedelta(seconds=round(float(text) * 86400)) if _SERIAL.fullmatch(text) else None

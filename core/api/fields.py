"""Fields that are as strict as a contract needs: instants with a zone, text that is text, true and false."""

import re
from datetime import UTC, datetime
from typing import Any

from django.utils.duration import duration_iso_string
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

# RFC 3339. Python alone would also take dates, weeks, and clocks without seconds or zone.
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?(?P<zone>[Zz]|[+-]\d\d:\d\d)?", re.ASCII)
# NUL could not be stored; the others could not be shown.
CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_LOST_PLUS = re.compile(r".*:\d\d(\.\d+)? \d\d:\d\d", re.ASCII)
_CONTROL = re.compile(f"[{CONTROL}]")
# Adding the longest protection must still give a date that Python and JavaScript can hold.
END_OF_TIME = datetime(3000, 1, 1, tzinfo=UTC)


class InstantField(serializers.DateTimeField):
    """A point in time. In: RFC 3339 with a zone, before the year 3000. Out: UTC with Z, to the microsecond."""

    default_error_messages = {
        "invalid": _("Not an instant. Write it like 2026-03-01T08:00:00Z."),
        "naive": _("The zone is missing. Append Z for UTC, or an offset such as +01:00."),
        "lost_plus": _("The offset's + has become a space. In an address, write %2B for it."),
        "too_late": _("Instants end with the year 2999."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default_timezone=UTC, **kwargs)

    def to_internal_value(self, value: Any) -> datetime:
        """An aware datetime in UTC; ValidationError says what is wrong with the text."""
        text = value if isinstance(value, str) else ""
        if _LOST_PLUS.fullmatch(text):
            self.fail("lost_plus")
        written = _INSTANT.fullmatch(text)
        if written is None:
            self.fail("invalid")
        if written["zone"] is None:
            self.fail("naive")
        try:
            instant = datetime.fromisoformat(text.upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            self.fail("invalid")
        if instant >= END_OF_TIME:
            self.fail("too_late")
        return instant


class PlainTextField(serializers.CharField):
    """Text: no number in its place, and no control characters but tab and line ends."""

    default_error_messages = {
        "not_text": _("Not a text."),
        "control_characters": _("Control characters are not allowed."),
    }

    def to_internal_value(self, data: Any) -> str:
        """The text without white space around it; ValidationError for anything else."""
        if not isinstance(data, str):
            self.fail("not_text")
        if _CONTROL.search(data):
            self.fail("control_characters")
        return str(super().to_internal_value(data))


class WholeNumberField(serializers.IntegerField):
    """A whole number, in an address too; Python alone would also take 1_000, 1.0 and digits of other scripts."""

    def to_internal_value(self, data: Any) -> int:
        """The number; ValidationError for anything else."""
        if isinstance(data, bool) or not re.fullmatch(r"-?[0-9]{1,18}", str(data)):
            self.fail("invalid")
        return int(super().to_internal_value(data))


class FlagField(serializers.BooleanField):
    """`true` or `false`, as JSON or as they are written in an address; nothing that merely resembles them."""

    TRUE_VALUES = {"true", True}
    FALSE_VALUES = {"false", False}
    NULL_VALUES: set[str | None] = {None}

    def to_internal_value(self, data: Any) -> bool:
        """The flag. 1 and 0 are refused, though Python takes them for equals of true and false."""
        if isinstance(data, (int, float)) and not isinstance(data, bool):
            self.fail("invalid", input=data)
        return bool(super().to_internal_value(data))


class IsoDurationField(serializers.DurationField):
    """A length of time, out only: ISO 8601, such as P69DT03H00M00S."""

    def to_representation(self, value: Any) -> str:
        """The text for a timedelta."""
        return duration_iso_string(value)


class SecondsField(serializers.FloatField):
    """A length of time, out only: seconds, to the microsecond."""

    def to_representation(self, value: Any) -> float:  # type: ignore[override]
        """The seconds of a timedelta."""
        seconds: float = value.total_seconds()
        return seconds

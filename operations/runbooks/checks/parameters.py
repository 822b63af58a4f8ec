"""What checks are asked with: few, typed, within limits."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

# As far as the database's bigint reaches.
MOST_ID = 2**63 - 1
LONGEST_TEXT = 200
_WHOLE = re.compile(r"-?[0-9]{1,19}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class ParameterType(StrEnum):
    """What a parameter is; `LEAD_ID` is a whole number that a page of a lead knows."""

    INTEGER = "integer"
    TEXT = "text"
    UUID = "uuid"
    LEAD_ID = "lead_id"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a check is asked with; without a `default` it has to be given.

    `least` and `most` are the limits of a whole number that is no id.
    """

    name: str
    label: str | Promise
    type: ParameterType
    default: int | str | None = None
    least: int = 1
    most: int = 3650

    def typed(self, value: Any) -> int | str | UUID:
        """The value in its type, also from a text that somebody typed; ValueError says what is wrong, for people."""
        match self.type:
            case ParameterType.INTEGER:
                return _whole_number(value, self.least, self.most)
            case ParameterType.LEAD_ID:
                return _whole_number(value, 1, MOST_ID)
            case ParameterType.UUID:
                if not (isinstance(value, str | UUID) and _UUID.fullmatch(str(value).strip())):
                    raise ValueError(_("This must be an id like 0199a3c4-5d6e-7f80-9a1b-2c3d4e5f6071."))
                return UUID(str(value).strip())
            case ParameterType.TEXT:
                if not isinstance(value, str) or not value.isprintable() or len(value) > LONGEST_TEXT:
                    raise ValueError(
                        _("This must be one line of at most %(most)s characters.") % {"most": LONGEST_TEXT}
                    )
                return value


def _whole_number(value: Any, least: int, most: int) -> int:
    text = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not _WHOLE.fullmatch(text):
        raise ValueError(_("This must be a whole number."))
    if not least <= int(text) <= most:
        raise ValueError(_("This must be between %(least)s and %(most)s.") % {"least": least, "most": most})
    return int(text)

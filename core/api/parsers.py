"""JSON as RFC 8259 has it, and no more of it than a request here can need."""

import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import IO, Any, ClassVar, NoReturn

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from core.api.errors import ContentTooLarge

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
# Further than these the database's bigint does not reach.
LEAST, MOST = -(2**63), 2**63 - 1

# An escaped NUL; after an odd number of backslashes it is the text "\u0000".
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class StrictJSONParser(JSONParser):
    """Refuses what Python's json lets pass: a key given twice, NaN, nesting without end, megabytes."""

    max_bytes: ClassVar[int] = MAX_BYTES
    # Where a body is kept as it is, a NUL in it could not be stored; elsewhere the field at fault says so.
    takes_nul: ClassVar[bool] = True

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The value of the body. Raises ParseError, or ContentTooLarge above `max_bytes`."""
        raw = stream.read(self.max_bytes + 1)
        if len(raw) > self.max_bytes:
            raise ContentTooLarge
        if not self.takes_nul and _NUL.search(raw):
            raise ParseError(_("The body has a NUL character, which no text here can hold."), code="malformed_json")
        try:
            value = json.loads(
                raw.decode("utf-8"),
                object_pairs_hook=_unique,
                parse_constant=_not_a_number,
                parse_int=_whole,
                parse_float=_finite,
            )
            # Half a surrogate pair could be neither stored nor answered.
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        except UnicodeError:  # before ValueError, of which it is one
            raise ParseError(_("The body is not text in UTF-8."), code="malformed_json") from None
        except RecursionError:
            raise _TooDeep from None
        except ValueError as error:
            raise ParseError(_("The body is not JSON: %(why)s") % {"why": error}, code="malformed_json") from None
        if _is_deeper(value, MAX_DEPTH):
            raise _TooDeep
        return value


class _TooDeep(ParseError):
    default_code = "malformed_json"
    default_detail = gettext_lazy("The body is nested too deeply.")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in pairs:
        if name in values:
            detail = _("The body has the key “%(name)s” twice; nobody could say which one counts.") % {"name": name}
            raise ParseError(detail, code="duplicate_key")
        values[name] = value
    return values


def _not_a_number(name: str) -> NoReturn:
    raise ValueError(_("%(name)s is not a JSON number.") % {"name": name})


def _whole(text: str) -> int:
    if len(text) > 20 or not LEAST <= int(text) <= MOST:
        raise ValueError(_("%(number)s is further than 64 bits reach.") % {"number": _shown(text)})
    return int(text)


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(_("%(number)s is too large a number.") % {"number": _shown(text)})
    return number


def _shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _is_deeper(value: Any, most: int) -> bool:
    level = _containers([value])
    for _depth in range(most):
        level = [inner for each in level for inner in _containers(each.values() if isinstance(each, dict) else each)]
        if not level:
            return False
    return bool(level)


def _containers(values: Iterable[Any]) -> list[Any]:
    return [each for each in values if isinstance(each, dict | list)]

"""JSON as RFC 8259 has it, and no more of it than a request here can need."""

import json
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from core.api.errors import ContentTooLarge

MAX_BYTES = 256 * 1024


class StrictJSONParser(JSONParser):
    """Refuses what Python's json lets pass: a key given twice, NaN, nesting without end, megabytes."""

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The value of the body. Raises ParseError, or ContentTooLarge above MAX_BYTES."""
        raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise ContentTooLarge
        try:
            value = json.loads(raw.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_not_a_number)
            # Half a surrogate pair could be neither stored nor answered.
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        except UnicodeError:  # before ValueError, of which it is one
            raise ParseError(_("The body is not text in UTF-8."), code="malformed_json") from None
        except RecursionError:
            raise ParseError(_("The body is nested too deeply."), code="malformed_json") from None
        except ValueError as error:
            raise ParseError(_("The body is not JSON: %(why)s") % {"why": error}, code="malformed_json") from None
        else:
            return value


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

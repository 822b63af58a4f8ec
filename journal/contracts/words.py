"""What is wrong with an event, in words for the developer who sent it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from jsonschema_rs import ValidationError
from jsonschema_rs import ValidationErrorKind as Kind

from journal.contracts.validators import why_no_instant

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """One value at fault: a JSON pointer (RFC 6901; empty: the whole event), and the reason in the present language."""

    pointer: str
    reason: str


def faults_of(errors: Sequence[ValidationError]) -> list[Fault]:
    """Each value at fault, by pointer."""
    found = {fault.pointer: fault for error in errors for fault in _faults(error)}
    return sorted(found.values(), key=lambda fault: fault.pointer)


def _faults(error: ValidationError) -> Iterator[Fault]:
    match error.kind:
        case Kind.Required(name):
            yield Fault(_pointer([*error.instance_path, name]), _("This is missing."))
        case Kind.AdditionalProperties(names):
            for name in names:
                yield Fault(_pointer([*error.instance_path, name]), _("There is no field of this name."))
        case _:
            yield Fault(_pointer(error.instance_path), _reason(error))


def _pointer(steps: Sequence[str | int]) -> str:
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1")[:MOST_SHOWN] for step in steps)


def _reason(error: ValidationError) -> str:  # noqa: PLR0911  (one for each kind)
    match error.kind:
        case Kind.Type():
            return _("This must be %(types)s.") % {"types": _types(error.kind.value)}
        case Kind.Constant(value):
            return _("This must be %(value)s.") % {"value": value}
        case Kind.Enum(options):
            return _("This must be one of: %(options)s.") % {"options": ", ".join(map(str, options))}
        case Kind.Format("date-time"):
            return why_no_instant(str(error.instance)) or _("This is not valid.")
        case Kind.Format("date"):
            return _("Not a date. Write it like 2026-03-01.")
        case Kind.Format("uuid"):
            return _("Not a UUID.")
        case Kind.Pattern():
            return _pattern_reason(str(error.instance))
        case _:
            return _limit_reason(error.kind)


def _limit_reason(kind: Kind) -> str:  # noqa: PLR0911  (one for each kind)
    match kind:
        case Kind.MinLength(limit):
            return ngettext("At least %(limit)s character.", "At least %(limit)s characters.", limit) % {"limit": limit}
        case Kind.MaxLength(limit):
            return ngettext("At most %(limit)s character.", "At most %(limit)s characters.", limit) % {"limit": limit}
        case Kind.Minimum(limit):
            return _("Not less than %(limit)s.") % {"limit": limit}
        case Kind.Maximum(limit):
            return _("Not more than %(limit)s.") % {"limit": limit}
        case Kind.MaxItems(limit):
            return ngettext("At most %(limit)s entry.", "At most %(limit)s entries.", limit) % {"limit": limit}
        case Kind.MinProperties(limit):
            return ngettext("At least %(limit)s field.", "At least %(limit)s fields.", limit) % {"limit": limit}
        case _:
            return _("This is not valid.")


def _pattern_reason(text: str) -> str:
    if any((ord(character) < 32 and character not in "\t\n\r") or 127 <= ord(character) <= 159 for character in text):
        return _("Control characters are not allowed.")
    if not text.strip():
        return _("This is blank.")
    return _("This does not have the form that the schema names.")


def _types(types: Any) -> str:
    names = {
        "string": _("a text"),
        "integer": _("a whole number"),
        "number": _("a number"),
        "boolean": _("true or false"),
        "object": _("an object"),
        "array": _("a list"),
        "null": _("null"),
    }
    wanted = [types] if isinstance(types, str) else list(types)
    return _(" or ").join(names.get(each, each) for each in wanted)

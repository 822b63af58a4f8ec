"""Keeps secrets that are part of an address out of the logs, whoever writes the line."""

import re
from collections.abc import MutableMapping
from typing import Any

# What stands before a secret in an address. Mistyped ones are as secret: with another ending, or none.
_SECRETS = re.compile(r"(/seasons/calendar/)[^\s\"'?]+", re.IGNORECASE)


def hide_secret_paths(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A processor of structlog: in every text of a line, a secret and the rest of its path become an ellipsis."""
    for name, value in line.items():
        if isinstance(value, str):
            line[name] = _SECRETS.sub(r"\1…", value)
    return line

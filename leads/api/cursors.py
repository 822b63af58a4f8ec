"""Positions in a list as opaque text."""

import base64
import binascii
from datetime import datetime

from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail

from core.api.errors import InvalidQuery
from leads.querysets.pages import Position

_LARGEST_ID = 2**63 - 1


def cursor_at(position: Position, ordering: str) -> str:
    """The cursor for a position in that ordering."""
    expires_at = position.expires_at.isoformat() if position.expires_at else ""
    return base64.urlsafe_b64encode(f"{ordering} {position.lead_id} {expires_at}".encode()).decode().rstrip("=")


def position_of(cursor: str, ordering: str) -> Position:
    """The position that a cursor names. Raises InvalidQuery for one that we did not make, or for another ordering."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        made_for, lead_id, expires_at = text.split(" ")
        position = Position(int(lead_id), datetime.fromisoformat(expires_at) if expires_at else None)
    except (binascii.Error, ValueError):
        raise _refusal() from None
    naive = position.expires_at is not None and position.expires_at.tzinfo is None
    if made_for != ordering or naive or not 0 <= position.lead_id <= _LARGEST_ID:
        raise _refusal()
    return position


def _refusal() -> InvalidQuery:
    detail = _("No cursor of this list in this order. Take it from `next` of a page, or leave it out to begin anew.")
    return InvalidQuery({"cursor": [ErrorDetail(detail, code="invalid")]})

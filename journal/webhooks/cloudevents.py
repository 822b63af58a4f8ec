"""An event as HTTP: CloudEvents 1.0, binary mode, with the extensions `sequence` and `correlation`."""

import json
from datetime import UTC
from urllib.parse import quote

from django.conf import settings

from journal.contracts.registry import Direction, contract_of
from journal.messages import EventMessage

# What the database notes as the source of events that were recorded here.
OURSELVES = "freshops"
# Printable ASCII goes into a header as it is, but for the space, the quote and the percent sign.
_AS_IT_IS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"%')


def event_headers(message: EventMessage) -> dict[str, str]:
    """The headers: attributes of the event, and the media type of `event_body`."""
    attributes = {
        "specversion": "1.0",
        "id": str(message.event_id),
        "source": settings.PUBLIC_URL,
        "type": message.event_type,
        "time": message.recorded_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "subject": f"{message.aggregate_type}/{message.aggregate_id}",
        "dataschema": schema_url(message),
        # Compared as text by receivers, so all are as long as the longest bigint.
        "sequence": f"{message.journal_id:019d}",
        "territory": message.territory,
        "correlationid": message.correlation_id and str(message.correlation_id),
    }
    headers = {f"ce-{name}": quote(value, safe=_AS_IT_IS) for name, value in attributes.items() if value}
    return {"content-type": "application/json", **headers}


def event_body(message: EventMessage) -> bytes:
    """The payload as compact UTF-8 JSON; the same bytes whenever the event is sent again."""
    return json.dumps(
        message.payload, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True
    ).encode()


def schema_url(message: EventMessage) -> str | None:
    """Where the JSON Schema of the payload is published; None where there is none.

    What others sent is passed on as they sent it, so a type that goes both ways has their schema then.
    """
    ours, theirs = Direction.OUTGOING, Direction.INCOMING
    for direction in (ours, theirs) if message.source == OURSELVES else (theirs, ours):
        contract = contract_of(message.event_type, message.schema_version, direction)
        if contract is not None:
            return f"{settings.PUBLIC_URL}{contract.url}"
    return None

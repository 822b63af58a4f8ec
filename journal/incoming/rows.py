"""An incoming event as a row of `integration.record_incoming_events`."""

import hashlib
import json
from typing import Any
from uuid import UUID

from core.api.fields import InstantField
from journal.contracts.registry import Contract
from journal.contracts.validation import known_contract

Event = dict[str, Any]

_INSTANT = InstantField()
_BIGINT = 2**63 - 1


def row_of(event: Event, territory: str | None) -> dict[str, Any]:
    """The row for a valid event: `parked` where its type or version is unknown."""
    contract = known_contract(event)
    aggregate_type, aggregate_id = _aggregate(event, contract)
    correlation_id = event.get("correlation_id")
    return {
        "event_id": str(UUID(event["event_id"])),
        "fingerprint": fingerprint(event),
        "event_type": event["event_type"],
        "schema_version": int(event.get("schema_version", 1)),
        "aggregate_type": aggregate_type,
        "aggregate_id": aggregate_id,
        "territory": territory,
        "correlation_id": str(UUID(correlation_id)) if correlation_id else None,
        "payload": _payload(event) if contract else event,
        "parked": contract is None,
    }


def fingerprint(event: Event) -> str:
    """SHA-256 (hex) of the event in a canonical form: keys sorted, values as they were sent."""
    text = json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _payload(event: Event) -> Event:
    # Instants are compared as texts where a batch is put in order; and an id of 7.0 is 7.
    at = _INSTANT.to_internal_value(event["timestamp"])
    metadata = event.get("metadata", {})
    return _whole(event) | {"timestamp": at.isoformat(timespec="microseconds"), "metadata": _whole(metadata)}


def _whole(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: int(value) if isinstance(value, float) and value.is_integer() else value for name, value in values.items()
    }


def _aggregate(event: Event, contract: Contract | None) -> tuple[str, int]:
    """What the event is about: its lead; else what its type names, by the sender's id for it."""
    if event.get("lead_id") is not None:
        return "lead", int(event["lead_id"])
    name = contract.schema.get("x-aggregate-id", "") if contract else ""
    reference = event.get("metadata", {}).get(name, event["event_id"]) if name else event["event_id"]
    return event["event_type"].partition(".")[0], _number(reference)


def _number(reference: float | str) -> int:
    if not isinstance(reference, str):
        return int(reference)
    return int.from_bytes(hashlib.sha256(reference.encode()).digest()[:8]) & _BIGINT

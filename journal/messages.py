"""An event as those who want it are given it, with what a delivery needs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class EventMessage:
    """One event on its way to one subscription: what webhooks, channels and consumers are given.

    `event_id` is the same on every retry and replay; `stream` is what is delivered in order, as in 'lead/4711';
    `attempts` counts those before this one; `recorded_at` has a zone; `territory` is DE, CH, AT or None.
    """

    delivery_id: int
    stream: str
    attempts: int
    event_id: UUID
    event_type: str
    schema_version: int
    aggregate_type: str
    aggregate_id: int
    territory: str | None
    correlation_id: UUID | None
    source: str
    recorded_at: datetime
    journal_id: int
    payload: dict[str, Any]

"""From events to reports: what an event says about a fact. No database in here."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from journal.messages import EventMessage
from operations.facts.models import BusinessFact

Value = str | int | bool | Decimal | datetime | date | None
# A field of the event's metadata, and how its value is read.
Reader = tuple[str, Callable[[Any], Value]]


@dataclass(frozen=True, slots=True)
class Report:
    """What one event says: a milestone, if any, at the event's instant, and other fields by name."""

    model: type[BusinessFact]
    source: str
    external_id: str
    event_id: str
    at: datetime
    territory: str
    lead_id: int | None
    user_id: int | None
    milestone: str = ""
    reached_at: datetime | None = None
    details: Mapping[str, Value] = field(default_factory=dict)


def when_it_happened(message: EventMessage, at: datetime) -> datetime:
    """The instant that the event names."""
    return at


@dataclass(frozen=True, slots=True)
class Reporting:
    """How events of a type are read.

    `reference` is the field of the metadata that names the fact ("": it is what the event is about); `details`: field
    of the fact -> field of the metadata.
    """

    model: type[BusinessFact]
    reference: str
    milestone: str = ""
    details: Mapping[str, Reader] = field(default_factory=dict)
    reached_at: Callable[[EventMessage, datetime], datetime] = when_it_happened
    is_correlated: bool = False

    def report(self, message: EventMessage) -> Report:
        """What `message` says, an event of this type that has kept its contract."""
        body = message.payload
        metadata = body.get("metadata") or {}
        at = datetime.fromisoformat(body["timestamp"])
        reference = metadata.get(self.reference) if self.reference else message.aggregate_id
        details = {
            name: read(metadata[key])
            for name, (key, read) in self.details.items()
            if metadata.get(key) not in (None, "")
        }
        if self.is_correlated and message.correlation_id is not None:
            details["correlation_id"] = str(message.correlation_id)
        return Report(
            model=self.model,
            source=message.source[:40],
            external_id=str(reference or message.event_id)[:100],
            event_id=str(message.event_id),
            at=at,
            territory=message.territory or "",
            lead_id=body.get("lead_id"),
            user_id=body.get("user_id"),
            milestone=self.milestone,
            reached_at=self.reached_at(message, at) if self.milestone else None,
            details=details,
        )


Reportings = Mapping[str, tuple[Reporting, ...]]


def reports_of(message: EventMessage, known: Reportings) -> Iterator[Report]:
    """What an event reports; nothing where nobody reads its type."""
    for reporting in known.get(message.event_type, ()):
        yield reporting.report(message)


def text(length: int) -> Callable[[Any], str]:
    """Reads a text of at most so many characters."""
    return lambda value: str(value)[:length]


INSTANT = datetime.fromisoformat
MONEY: dict[str, Reader] = {"amount": ("amount", Decimal), "currency": ("currency", str)}

"""Business facts from what the CRM reports."""

from collections.abc import Sequence

from journal.consumers import Consumer
from journal.messages import EventMessage
from operations.facts.events import FACTS
from operations.facts.services import record_events


def record_facts(messages: Sequence[EventMessage]) -> None:
    """Record what these events say about business facts."""
    record_events(messages=messages, known=FACTS)


CONSUMERS = (Consumer(name="operations.facts", event_types=tuple(FACTS), handle=record_facts, ordered=False),)

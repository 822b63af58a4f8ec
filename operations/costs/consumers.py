"""Costs and the use of AI from what other systems report."""

from collections.abc import Sequence

from journal.consumers import Consumer
from journal.messages import EventMessage
from operations.costs.events import COSTS
from operations.facts.services import record_events


def record_costs(messages: Sequence[EventMessage]) -> None:
    """Record what these events say about costs."""
    record_events(messages=messages, known=COSTS)


CONSUMERS = (Consumer(name="operations.costs", event_types=tuple(COSTS), handle=record_costs, ordered=False),)

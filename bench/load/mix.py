"""What is asked in a season, by whom, and how often: the mix of requests, and the shares of territories."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """One request: `name` is the route that it counts for, `body` what is posted (None: a GET)."""

    name: str
    path: str
    body: Body | None = None


@dataclass(frozen=True, slots=True)
class World:
    """What there is to ask about: ids of leads of a territory, and a source of chance."""

    leads: Sequence[int]
    dice: random.Random

    def lead(self) -> int:
        """Some lead."""
        return self.dice.choice(self.leads)

    def uuid(self) -> str:
        """A new id: never one of an earlier run."""
        return str(uuid4())


@dataclass(frozen=True, slots=True)
class Route:
    """A kind of request, and its share of all (of 100)."""

    share: int
    make: Callable[[World], Request]


def _event(world: World, event_type: str, metadata: Body) -> Request:
    body = {
        "event_id": world.uuid(),
        "event_type": event_type,
        "timestamp": (datetime.now(UTC) - timedelta(seconds=1)).isoformat(),
        "lead_id": world.lead(),
        "metadata": metadata,
    }
    return Request(f"event {event_type}", "/api/v1/events/", body)


MIX = (
    Route(28, lambda _: Request("leads", "/api/v1/leads/")),
    Route(20, lambda world: Request("lead", f"/api/v1/leads/{world.lead()}/")),
    Route(10, lambda world: Request("protection", f"/api/v1/leads/{world.lead()}/protection/")),
    Route(10, lambda _: Request("runbook", "/api/v1/runbooks/lead-protection/?lang=de")),
    Route(4, lambda _: Request("question", "/api/v1/guided-operations/?q=Erinnerung+fehlt&lang=de")),
    Route(12, lambda world: _event(world, "lead.activity.created", {"kind": "NOTE", "activity_id": world.uuid()})),
    Route(8, lambda world: _event(world, "sample.requested", {"sample_id": world.uuid()})),
    Route(4, lambda world: _event(world, "order.placed", {"order_id": world.uuid()})),
    Route(4, lambda world: _event(world, "catering.requested", {"catering_request_id": world.uuid()})),
)


def draw(world: World) -> Request:
    """One request of the mix."""
    (route,) = world.dice.choices(MIX, [route.share for route in MIX])
    return route.make(world)

"""Random stories of one lead, as the CRM tells them."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

# Few instants, so that things meet.
DAYS = st.sampled_from([1, 5, 10, 10.5, 20, 30, 45, 60, 75, 90])


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a story; `user` is the number of a user, `on` a day, `rank` decides between two at one instant."""

    event_type: str
    on: float
    rank: int
    user: int | None = None
    details: dict[str, Any] = field(default_factory=dict)

    def event_id(self, lead_id: int) -> UUID:
        """An id for the event as it is told of one lead: ranked alike for each."""
        return UUID(int=(self.rank << 96) + lead_id)


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a story arrives: in which order (some events twice), in which batches, and after which of them it crashes."""

    order: list[int]
    batches: list[int]
    crashes: list[bool]


_DEBTS = {
    "sample.requested": "sample_id",
    "sample.delivered": "sample_id",
    "sample.failed": "sample_id",
    "price.requested": "price_request_id",
    "price.approved": "price_request_id",
}


@st.composite
def events(draw: st.DrawFn) -> Told:
    """Any event about a lead but the first."""
    on, rank = draw(DAYS), draw(st.integers(1, 1000))
    match draw(st.sampled_from(["debt", "debt", "debt", "activity", "assigned", "status", "updated"])):
        case "debt":
            event_type = draw(st.sampled_from(sorted(_DEBTS)))
            reference = draw(st.sampled_from(["1", "2"]))
            return Told(event_type, on, rank, details={_DEBTS[event_type]: reference})
        case "activity":
            kind = draw(st.sampled_from(["QUALIFIED_CALL", "NOTE"]))
            return Told("lead.activity.created", on, rank, 0, {"kind": kind})
        case "assigned":
            details = {"mode": draw(st.sampled_from(["RESTART", "INHERIT"])), "close_holds": draw(st.booleans())}
            return Told("lead.assigned", on, rank, draw(st.integers(0, 2)), details)
        case "status":
            status = draw(st.sampled_from(["OPEN", "CONVERTED", "WITHDRAWN"]))
            return Told("lead.status.changed", on, rank, details={"status": status})
        case _:
            name = draw(st.sampled_from(["phone", "street"]))
            return Told("lead.updated", on, rank, details={name: draw(st.sampled_from("ABC"))})


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[Told], Delivery]:
    """A story, registered on some day up to 0, and a way in which it arrives."""
    registered = draw(st.sampled_from([-250, -160, -100, 0]))
    created = Told("lead.created", registered, 0, 0, {"city": "Ulm"})
    story = [created, *draw(st.lists(events(), min_size=1, max_size=8, unique_by=lambda told: told.rank))]
    numbers = list(range(len(story)))
    order = draw(st.permutations([*numbers, *draw(st.lists(st.sampled_from(numbers), max_size=3))]))
    batches = draw(st.lists(st.integers(1, 4), min_size=len(order), max_size=len(order)))
    crashes = draw(st.lists(st.booleans(), min_size=len(order), max_size=len(order)))
    return story, Delivery(order, batches, crashes)

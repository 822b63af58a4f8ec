"""What FreshFoodz owes stops the clock: stories in days, and the automatic holds they come to, in any order."""

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from leads.models import Lead, LeadHold
from leads.services.holds import place_hold
from leads.services.projection import count_drift
from tests.factories import LeadFactory
from tests.leads.consumers.crm import Times, day, deliver, rule_holds, send

pytestmark = pytest.mark.django_db

Step = Callable[[int], object]


def sample(event: str, on: float, reference: str = "S-1", **details: Any) -> Step:
    return lambda lead_id: send(f"sample.{event}", lead_id, on, sample_id=reference, **details)


def price(event: str, on: float, reference: str = "P-1", **details: Any) -> Step:
    return lambda lead_id: send(f"price.{event}", lead_id, on, price_request_id=reference, **details)


def papers(event: str, on: float, **details: Any) -> Step:
    return lambda lead_id: send(f"documents.{event}", lead_id, on, documents_request_id="D-1", **details)


STORIES: dict[str, tuple[list[Step], list[Times]]] = {
    "owed": ([sample("requested", 10)], [(10, None)]),
    "delivered": ([sample("requested", 10), sample("delivered", 20)], [(10, 20)]),
    "failed": ([sample("requested", 10), sample("failed", 15)], [(10, 15)]),
    "sent off, lost: still owed": (
        [sample("requested", 10), sample("processed", 12), sample("lost", 14)],
        [(10, None)],
    ),
    "approved": ([price("requested", 10), price("approved", 11)], [(10, 11)]),
    "documents of ours": (
        [papers("requested", 10, owed_by="freshfoodz"), papers("provided", 12)],
        [(10, 12)],
    ),
    "documents of the customer": ([papers("requested", 10), papers("provided", 12)], []),
    "a price that the customer owes": ([price("requested", 10, owed_by="customer")], []),
    "delivered, and never asked for": ([sample("delivered", 20)], []),
    "delivered before it was asked for": ([sample("delivered", 5), sample("requested", 10)], [(10, None)]),
    "until the last is paid": (
        [sample("requested", 10), price("requested", 12), sample("delivered", 15), price("approved", 20)],
        [(10, 20)],
    ),
    "one inside the other": (
        [sample("requested", 10), price("requested", 12), price("approved", 13), sample("delivered", 20)],
        [(10, 20)],
    ),
    "two samples": (
        [sample("requested", 10), sample("requested", 11, "S-2"), sample("delivered", 20, "S-2")],
        [(10, None)],
    ),
    "one after the other": (
        [sample("requested", 10), sample("delivered", 12), price("requested", 15), price("approved", 16)],
        [(10, 12), (15, 16)],
    ),
    "one where the other ends": (
        [sample("requested", 10), sample("delivered", 12), price("requested", 12), price("approved", 16)],
        [(10, 16)],
    ),
    "asked for again": (
        [sample("requested", 10), sample("delivered", 12), sample("requested", 20), sample("delivered", 25)],
        [(10, 12), (20, 25)],
    ),
    "asked for twice, delivered twice": (
        [sample("requested", 10), sample("requested", 11), sample("delivered", 15), sample("delivered", 16)],
        [(10, 15)],
    ),
    "delivered at once": ([sample("requested", 10), sample("delivered", 10)], []),
    "before the registration": ([sample("requested", -10), sample("delivered", 5)], [(-10, 5)]),
}


@pytest.mark.parametrize("one_by_one", [True, False], ids=["one by one", "together"])
@pytest.mark.parametrize("name", STORIES)
def test_a_story_comes_to_its_holds(lead: Lead, name: str, one_by_one: bool) -> None:
    steps, expected = STORIES[name]
    for step in steps:
        step(lead.pk)
        if one_by_one:
            deliver()
    deliver()

    assert rule_holds(lead.pk) == expected
    assert count_drift() == {"drifted": 0}


@pytest.mark.parametrize("name", ["until the last is paid", "asked for again"])
def test_the_order_of_arrival_is_indifferent(name: str) -> None:
    steps, expected = STORIES[name]
    for order in permutations(steps):
        other = LeadFactory.create(created_at=day(0))
        for step in order:
            step(other.pk)
            deliver()
        assert rule_holds(other.pk) == expected, [steps.index(step) for step in order]


@pytest.mark.parametrize(
    ("manual", "expected"),
    [
        ((5, 15), [(15, 30)]),
        ((5, 10), [(10, 30)]),
        ((15, 20), [(10, 15), (20, 30)]),
        ((25, None), [(10, 25)]),
        ((5, None), []),
        ((5, 40), []),
        ((12, 12), [(10, 30)]),
        ((30, 35), [(10, 30)]),
    ],
)
def test_a_hold_that_a_person_placed_stays_and_the_rule_fills_in_beside_it(
    lead: Lead, manual: Times, expected: list[Times]
) -> None:
    start, end = manual
    by_hand = place_hold(
        lead_id=lead.pk,
        actor=None,
        reason_code="OTHER",
        start_at=day(start),
        end_at=None if end is None else day(end),
    ).hold
    before = LeadHold.objects.filter(pk=by_hand.pk).values().get()

    sample("requested", 10)(lead.pk)
    deliver()
    sample("delivered", 30)(lead.pk)
    deliver()

    assert rule_holds(lead.pk) == expected
    assert LeadHold.objects.filter(pk=by_hand.pk).values().get() == before

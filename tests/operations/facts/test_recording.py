"""Business facts from events: the same whatever the order, however often, and whatever a person has corrected."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest

from operations.facts.models import (
    Campaign,
    CateringRequest,
    HelpAnswer,
    LeadAssignment,
    Order,
    Sample,
    SampleState,
)
from operations.facts.services import correct_fact, void_fact
from operations.facts.services.correcting import FactNotCorrected
from tests.factories import LeadFactory, UserFactory
from tests.leads.consumers.crm import day, deliver, fresh_id, report, send

pytestmark = pytest.mark.django_db

Step = Callable[[int], object]


@pytest.fixture
def lead_id() -> int:
    return int(LeadFactory.create(created_at=day(0)).pk)


def sample(event: str, on: float, **metadata: Any) -> Step:
    return lambda lead_id: send(f"sample.{event}", lead_id, on, sample_id=f"S-{lead_id}", **metadata)


STORIES: dict[str, tuple[list[Step], str]] = {
    "asked for": ([sample("requested", 1)], SampleState.REQUESTED),
    "sent off": ([sample("requested", 1), sample("processed", 2)], SampleState.UNDER_WAY),
    "delivered": ([sample("requested", 1), sample("processed", 2), sample("delivered", 4)], SampleState.DELIVERED),
    "failed": ([sample("requested", 1), sample("failed", 3, cause="out of stock")], SampleState.FAILED),
    "lost": ([sample("requested", 1), sample("processed", 2), sample("lost", 5)], SampleState.LOST),
    "lost and found": ([sample("requested", 1), sample("lost", 5), sample("delivered", 6)], SampleState.DELIVERED),
    "delivered, then said to be lost": ([sample("delivered", 4), sample("lost", 5)], SampleState.LOST),
    "failed, then lost": ([sample("failed", 4), sample("lost", 5)], SampleState.LOST),
    "lost, then given up": ([sample("lost", 5), sample("failed", 6)], SampleState.FAILED),
}


@pytest.mark.parametrize("name", STORIES)
def test_a_sample_ends_the_same_in_any_order_and_however_often(name: str) -> None:
    steps, state = STORIES[name]
    for order in permutations(steps):
        lead_id = LeadFactory.create(created_at=day(0)).pk
        for step in (*order, order[0]):
            step(lead_id)
            deliver()

        assert Sample.objects.get(lead_id=lead_id).state == state


def test_of_a_milestone_the_earliest_report_counts(lead_id: int) -> None:
    for on in (3, 2, 4):
        sample("requested", on)(lead_id)
    deliver()

    assert Sample.objects.get().requested_at == day(2)


def test_of_everything_else_the_newest_report_counts(lead_id: int) -> None:
    sample("requested", 2, products=["Spargel"])(lead_id)
    sample("requested", 3, products=["Käse", "Brot"])(lead_id)
    deliver()
    sample("requested", 1, products=["Fisch"])(lead_id)
    deliver()

    assert Sample.objects.get().product_type == "Käse, Brot"


def test_a_fact_knows_whom_it_is_about(lead_id: int) -> None:
    user = UserFactory.create()
    report("order.placed", lead_id, 1, user.pk, territory="CH", order_id="A-1", amount="412.80", currency="CHF")

    order = Order.objects.get()
    assert (order.lead_id, order.user_id, order.territory) == (lead_id, user.pk, "CH")
    assert (order.amount, order.currency, order.placed_at) == (Decimal("412.80"), "CHF", day(1))


def test_the_same_reference_of_another_sender_is_another_fact(lead_id: int) -> None:
    report("order.placed", lead_id, 1, order_id="A-1", source="crm")
    report("order.placed", lead_id, 1, order_id="A-1", source="shop")

    assert Order.objects.count() == 2


def test_a_catering_request_is_answered_and_held(lead_id: int) -> None:
    report("catering.requested", lead_id, 1, catering_request_id=7, event_at=day(30).isoformat(), guests=80)
    report("catering.answered", lead_id, 1.05, catering_request_id=7, answer="OFFERED", amount="9600", currency="EUR")
    report("catering.held", lead_id, 30, catering_request_id=7, guests=92)

    request = CateringRequest.objects.get()
    assert (request.external_id, request.asked_at, request.event_at) == ("7", day(1), day(30))
    assert (request.answered_at, request.answer, request.guests) == (day(1.05), "OFFERED", 92)


def test_a_new_lead_is_assigned_when_it_has_arrived_here() -> None:
    lead_id, user = fresh_id(), UserFactory.create()
    report("lead.created", lead_id, 1, user.pk, company="Adler", city="Ulm")

    assignment = LeadAssignment.objects.get()
    assert assignment.external_id == str(lead_id)
    assert assignment.came_in_at == day(1)
    assert assignment.assigned_at is not None
    assert assignment.assigned_at > day(1)


def test_a_handover_of_an_old_lead_does_not_count_as_its_assignment(lead_id: int) -> None:
    first, second = UserFactory.create(), UserFactory.create()
    send("lead.assigned", lead_id, 5, first.pk)
    send("lead.assigned", lead_id, 9, second.pk)
    deliver()

    assert LeadAssignment.objects.get().assigned_at == day(5)


def test_a_campaign_begins_and_ends(lead_id: int) -> None:
    report("campaign.started", lead_id, 1, campaign_id="C-1", name="Weihnachten", burst=40, ratio=0.25)
    report("campaign.ended", lead_id, 9, campaign_id="C-1")

    campaign = Campaign.objects.get()
    assert (campaign.name, campaign.burst, campaign.ratio) == ("Weihnachten", 40, Decimal("0.25"))
    assert (campaign.started_at, campaign.ended_at) == (day(1), day(9))


def test_an_answer_without_a_reference_goes_by_its_event(lead_id: int) -> None:
    event_id = report("help.answered", lead_id, 1, runbook="lead-protection@3", helpful=False)

    answer = HelpAnswer.objects.get()
    assert (answer.external_id, answer.helpful) == (str(event_id), False)


def test_what_a_person_corrected_no_event_changes_again(lead_id: int) -> None:
    sample("requested", 2, products=["Spargel"])(lead_id)
    deliver()
    boss = UserFactory.create(role="lead")

    corrected = correct_fact(
        fact=Sample.objects.get(), actor=boss, why="Falsch erfasst", requested_at=day(4), product_type="Käse"
    )
    sample("requested", 1, products=["Fisch"])(lead_id)
    sample("requested", 9, products=["Fisch"])(lead_id)
    deliver()

    assert corrected.external_id == f"S-{lead_id}"
    row = Sample.objects.get()
    assert (row.requested_at, row.product_type) == (day(4), "Käse")


def test_a_correction_is_kept_with_who_and_why(lead_id: int) -> None:
    sample("requested", 2)(lead_id)
    deliver()
    boss = UserFactory.create(role="lead")

    correct_fact(fact=Sample.objects.get(), actor=boss, why="Falsch erfasst", requested_at=day(4))

    change = Sample.objects.get().history.latest("pgh_id")  # type: ignore[attr-defined]  # made by the decorator
    assert change.pgh_context["reason"] == "Falsch erfasst"
    assert change.pgh_context["user"] == boss.pk


@pytest.mark.parametrize("change", [correct_fact, void_fact])
def test_nothing_is_changed_without_a_reason(lead_id: int, change: Callable[..., object]) -> None:
    sample("requested", 2)(lead_id)
    deliver()

    with pytest.raises(FactNotCorrected):
        change(fact=Sample.objects.get(), actor=UserFactory.create(), why="  ")


def test_a_voided_fact_stays_and_counts_nowhere(lead_id: int) -> None:
    sample("requested", 2)(lead_id)
    deliver()
    boss = UserFactory.create(role="lead")

    assert void_fact(fact=Sample.objects.get(), actor=boss, why="Test")
    assert not void_fact(fact=Sample.objects.get(), actor=boss, why="Test")

    sample("delivered", 3)(lead_id)
    deliver()
    assert Sample.objects.count() == 1
    assert not Sample.objects.valid().exists()
    assert Sample.objects.get().voided_by == boss


def test_a_fact_is_seen_in_its_territory_only(lead_id: int) -> None:
    report("order.placed", lead_id, 1, territory="CH", order_id="A-1")

    assert Order.objects.for_user(UserFactory.create(territories=["CH"])).exists()
    assert not Order.objects.for_user(UserFactory.create(territories=["DE", "AT"])).exists()


def test_it_takes_as_many_queries_for_a_hundred_facts_as_for_one(
    lead_id: int, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for number in range(100):
        send("order.placed", lead_id, 1 + number / 100, order_id=f"A-{number}", amount="1", currency="EUR")
    with django_assert_max_num_queries(40):
        deliver()

    assert Order.objects.count() == 100
    assert Order.objects.earliest("placed_at").placed_at == day(1) + timedelta(0)


def test_the_kind_of_a_sample_and_its_urgency(lead_id: int) -> None:
    send("sample.requested", lead_id, 1, sample_id="S-1", product_type="Pasta", urgency="urgent", products=["Ravioli"])
    send("sample.requested", lead_id, 1, sample_id="S-2", products=["Ravioli", "Tortellini"])
    deliver()

    found = Sample.objects.order_by("external_id").values_list("product_type", "urgency", "requested_at")
    assert list(found) == [("Pasta", "URGENT", day(1)), ("Ravioli, Tortellini", "NORMAL", day(1))]


def test_a_later_report_of_the_first_version_names_products_again(lead_id: int) -> None:
    send("sample.requested", lead_id, 1, sample_id="S-1", product_type="Pasta", urgency="urgent")
    send("sample.requested", lead_id, 2, sample_id="S-1", products=["Ravioli"])
    deliver()

    (found,) = Sample.objects.all()
    assert (found.product_type, found.urgency, found.requested_at) == ("Ravioli", "URGENT", day(1))

"""Stopping a clock."""

import pytest

from leads.errors import HoldRefused, LeadNotFound
from leads.models import HoldReason, LeadHold, LeadStatus
from leads.querysets.protection import protection_of
from leads.services.holds import place_hold, release_hold, void_hold
from leads.services.status import change_status
from tests.factories import UserFactory
from tests.leads.moments import ago, ahead, expired_lead, lead_in_base

pytestmark = pytest.mark.django_db


def test_a_placed_hold_stops_the_clock() -> None:
    lead = lead_in_base()

    placed = place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.PRICE, reason="Preis fehlt")

    reading = protection_of(lead.pk)
    assert placed.created
    assert reading is not None
    assert (reading.clock_stopped, reading.stopped_since) == (True, placed.hold.start_at)


def test_the_hold_says_who_placed_it_and_why() -> None:
    lead, clerk = lead_in_base(), UserFactory.create()

    hold = place_hold(lead_id=lead.pk, actor=clerk, reason_code=HoldReason.SAMPLE, reason="Käsemuster").hold

    assert (hold.created_by, hold.user_id, hold.reason_code, hold.reason) == (
        clerk,
        lead.user_id,
        "SAMPLE",
        "Käsemuster",
    )


def test_stopping_a_standing_clock_keeps_the_first_hold() -> None:
    lead = lead_in_base()
    first = place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.PRICE)

    second = place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.SAMPLE)

    assert (second.hold, second.created) == (first.hold, False)


def test_the_same_backdated_hold_again_is_found() -> None:
    lead, start, end = lead_in_base(), ago(20), ago(10)
    first = place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.PRICE, start_at=start, end_at=end)

    again = place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.PRICE, start_at=start, end_at=end)

    assert (again.hold, again.created) == (first.hold, False)


def test_a_fact_that_is_sent_again_makes_no_second_hold() -> None:
    lead = lead_in_base()

    def send() -> LeadHold:
        return place_hold(
            lead_id=lead.pk,
            actor=None,
            reason_code=HoldReason.SAMPLE,
            start_at=ago(20),
            end_at=ago(10),
            source="crm",
            external_id="s-1",
        ).hold

    assert send() == send()


def test_a_planned_end_stops_the_clock_until_then_and_counts_whole() -> None:
    lead = lead_in_base()
    before = protection_of(lead.pk)

    place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.CUSTOMER_BLOCKED, start_at=ago(5), end_at=ahead(5))

    after = protection_of(lead.pk)
    assert before is not None
    assert after is not None
    assert after.clock_stopped
    assert abs((after.protection_expires_at - before.protection_expires_at).days - 10) <= 1


@pytest.mark.parametrize(
    ("start", "end", "code", "field"),
    [
        (1, None, "hold_in_future", "start_at"),
        (-5, -6, "hold_ends_before_start", "end_at"),
    ],
    ids=["starts in the future", "ends before it starts"],
)
def test_an_impossible_hold_is_refused_at_its_field(start: float, end: float | None, code: str, field: str) -> None:
    lead = lead_in_base()

    with pytest.raises(HoldRefused) as refused:
        place_hold(
            lead_id=lead.pk,
            actor=None,
            reason_code=HoldReason.PRICE,
            start_at=ahead(start),
            end_at=None if end is None else ahead(end),
        )

    assert (refused.value.code, refused.value.field) == (code, field)
    assert not LeadHold.objects.filter(lead=lead).exists()


def test_an_overlapping_hold_is_refused() -> None:
    lead = lead_in_base()
    place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.PRICE, start_at=ago(20), end_at=ago(10))

    with pytest.raises(HoldRefused) as refused:
        place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.PRICE, start_at=ago(15), end_at=ago(5))

    assert refused.value.code == "hold_overlaps"


def test_a_voided_hold_leaves_its_time_free() -> None:
    lead, clerk = lead_in_base(), UserFactory.create()
    wrong = place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.PRICE, start_at=ago(20), end_at=ago(10))
    void_hold(hold_id=wrong.hold.pk, actor=clerk, why="falscher Lead")

    right = place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.PRICE, start_at=ago(15), end_at=ago(5))

    assert right.created


def test_a_hold_on_an_expired_lead_is_refused() -> None:
    with pytest.raises(HoldRefused) as refused:
        place_hold(lead_id=expired_lead().pk, actor=None, reason_code=HoldReason.PRICE)

    assert refused.value.code == "lead_expired"


def test_a_hold_that_began_while_the_lead_was_protected_may_be_entered_late() -> None:
    lead = expired_lead()

    placed = place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.PRICE, start_at=ago(250), end_at=ago(150))

    reading = protection_of(lead.pk)
    assert placed.created
    assert reading is not None
    assert reading.is_protected


def test_a_hold_on_a_converted_lead_is_refused() -> None:
    lead = lead_in_base()
    change_status(lead_id=lead.pk, actor=None, status=LeadStatus.CONVERTED)

    with pytest.raises(HoldRefused) as refused:
        place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.PRICE)

    assert refused.value.code == "lead_not_open"


def test_a_hold_on_no_lead_is_refused() -> None:
    with pytest.raises(LeadNotFound):
        place_hold(lead_id=987654321, actor=None, reason_code=HoldReason.PRICE)


def test_a_clock_can_be_stopped_again_after_its_release() -> None:
    lead = lead_in_base()
    first = place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.PRICE, start_at=ago(1)).hold
    release_hold(hold_id=first.pk, actor=None)

    second = place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.PRICE)

    assert second.created
    assert second.hold != first

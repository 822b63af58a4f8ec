"""Key figures and what waits, as Prometheus reads them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Model
from prometheus_client import CollectorRegistry

from core.metrics import BusinessMetrics
from operations.facts.models import CateringRequest, Order, Sample
from operations.facts.services import void_fact
from operations.kpis.models import KpiSnapshot, KpiTarget
from tests.factories import LeadFactory, UserFactory
from tests.operations.kpis.desks import order, refresh
from tests.operations.kpis.scenes import cost, fact

pytestmark = pytest.mark.django_db


def read(name: str, territory: str) -> float | None:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(BusinessMetrics())
    return registry.get_sample_value(name, {"territory": territory})


def ago(**duration: float) -> datetime:
    """So long before this moment: the database takes the present for now."""
    return datetime.now(UTC) - timedelta(**duration)


def test_costs_by_the_names_that_dashboards_know() -> None:
    LeadFactory.create_batch(4, territory="DE")
    order("CH", seconds=60)
    when = {"starts_at": ago(days=3), "ends_at": ago(days=2)}
    cost("100", territory="DE", **when)
    cost("30", territory="CH", **when)
    refresh()

    assert read("finops_cost_per_lead", "DE") == 25
    assert read("finops_cost_per_lead", "all") == Decimal("32.5")
    assert read("finops_cost_per_lead", "CH") is None  # no leads
    assert read("finops_cost_per_order", "CH") == 30
    assert read("finops_cost_per_order", "DE") is None


def test_nothing_waits() -> None:
    refresh()
    for name in ("samples_lost_open", "samples_at_risk", "catering_unanswered_late", "orders_unconfirmed_late"):
        assert [read(f"freshops_{name}", territory) for territory in ("DE", "CH", "AT", "none")] == [0, 0, 0, 0]


def test_what_is_late_before_anything_was_measured() -> None:
    """On the first day the targets are those that every installation begins with: 2 minutes, 2 hours, 5 minutes."""
    assert not KpiSnapshot.objects.exists()
    for minutes in (1, 3):
        fact(Sample, requested_at=ago(minutes=minutes))
    for minutes in (119, 121):
        fact(CateringRequest, asked_at=ago(minutes=minutes), territory="CH")
    for minutes in (4, 6):
        fact(Order, placed_at=ago(minutes=minutes), territory="")

    assert read("freshops_samples_at_risk", "DE") == 1
    assert read("freshops_catering_unanswered_late", "CH") == 1
    assert read("freshops_orders_unconfirmed_late", "none") == 1


@pytest.mark.parametrize(
    ("kpi", "model", "since", "metric"),
    [
        ("sample_processing", Sample, "requested_at", "freshops_samples_at_risk"),
        ("catering_answer", CateringRequest, "asked_at", "freshops_catering_unanswered_late"),
        ("order_confirmation", Order, "placed_at", "freshops_orders_unconfirmed_late"),
    ],
)
def test_the_first_case_of_a_territory_has_the_target_of_that_territory(
    kpi: str, model: type[Model], since: str, metric: str
) -> None:
    KpiTarget.objects.create(kpi=kpi, territory="CH", valid_from="2026-01-01", target=36000)
    refresh()
    for hours in (9, 11):
        fact(model, **{since: ago(hours=hours)}, territory="CH")
        fact(model, **{since: ago(hours=hours)}, territory="AT")

    assert (read(metric, "CH"), read(metric, "AT")) == (1, 2)


def test_a_kpi_without_a_target_any_more_is_counted_by_the_first_one() -> None:
    KpiTarget.objects.filter(kpi="order_confirmation").delete()
    refresh()
    fact(Order, placed_at=ago(minutes=6))

    assert read("freshops_orders_unconfirmed_late", "DE") == 1


def test_samples_that_are_lost_until_they_turn_up() -> None:
    found = fact(Sample, requested_at=ago(days=9), lost_at=ago(days=2))
    fact(Sample, requested_at=ago(days=9), lost_at=ago(days=2), territory="AT")
    fact(Sample, requested_at=ago(days=90), lost_at=ago(days=60))  # looked into long ago
    assert (read("freshops_samples_lost_open", "DE"), read("freshops_samples_lost_open", "AT")) == (1, 1)

    found.delivered_at = ago(days=1)
    found.save()
    assert read("freshops_samples_lost_open", "DE") == 0


def test_samples_at_risk() -> None:
    refresh()
    fact(Sample, requested_at=ago(minutes=1))
    assert read("freshops_samples_at_risk", "DE") == 0

    late = fact(Sample, requested_at=ago(minutes=3))  # the target is two
    fact(Sample, requested_at=ago(days=3), processed_at=ago(days=3), due_at=ago(hours=1))
    fact(Sample, requested_at=ago(days=3), processed_at=ago(days=3), due_at=ago(hours=-1))
    fact(Sample, requested_at=ago(days=3), processed_at=ago(days=3), delivered_at=ago(days=1), due_at=ago(days=2))
    assert read("freshops_samples_at_risk", "DE") == 2

    void_fact(fact=late, actor=UserFactory.create(), why="A test.")
    assert read("freshops_samples_at_risk", "DE") == 1


def test_the_target_of_the_territory_counts() -> None:
    KpiTarget.objects.create(kpi="sample_processing", territory="CH", valid_from="2026-01-01", target=600)
    for territory in ("DE", "CH"):
        fact(Sample, requested_at=ago(minutes=5), territory=territory)
    refresh()

    assert KpiSnapshot.objects.get(kpi="sample_processing", territory="CH").target == 600
    assert (read("freshops_samples_at_risk", "DE"), read("freshops_samples_at_risk", "CH")) == (1, 0)


def test_catering_requests_that_wait_while_there_is_time() -> None:
    refresh()
    for event in (ago(days=-2), ago(hours=1), None):
        fact(CateringRequest, asked_at=ago(hours=3), event_at=event)
    fact(CateringRequest, asked_at=ago(hours=1), event_at=ago(days=-2))
    fact(CateringRequest, asked_at=ago(hours=9), answered_at=ago(hours=3), event_at=ago(days=-2))

    assert read("freshops_catering_unanswered_late", "DE") == 2


def test_orders_that_wait_for_their_confirmation() -> None:
    refresh()
    fact(Order, placed_at=ago(minutes=6))
    fact(Order, placed_at=ago(minutes=4))
    fact(Order, placed_at=ago(hours=1), confirmed_at=ago(minutes=1))
    fact(Order, placed_at=ago(hours=1), territory="")

    assert read("freshops_orders_unconfirmed_late", "DE") == 1
    assert read("freshops_orders_unconfirmed_late", "none") == 1


@pytest.mark.parametrize("kpi", ["sample_processing", "catering_answer", "order_confirmation"])
def test_what_is_promised_at_first_is_the_target_that_every_installation_begins_with(kpi: str) -> None:
    begun = KpiTarget.objects.get(kpi=kpi, territory="", season="")
    with connection.cursor() as cursor:
        cursor.execute("SELECT promised_within(%s, 'DE')", [kpi])
        assert cursor.fetchone() == (timedelta(seconds=int(begun.target)),)

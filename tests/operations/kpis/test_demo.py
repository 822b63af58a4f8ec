"""The demo's business facts: the same every time, in all territories, and not all as it should be."""

import random
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Sum

from core.territory import Territory
from operations.costs.models import AiUsage, Cost
from operations.facts.models import CateringRequest, DataProtectionRequest, Order, Sample
from operations.kpis.demo.seeding import seed_facts
from operations.kpis.demo.supply import orders
from operations.kpis.demo.telling import DemoLead, Stage
from operations.kpis.models import KpiSnapshot
from operations.kpis.registry import KPIS
from operations.kpis.verdicts import Verdict, verdict_on
from tests.factories import LeadFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def now() -> datetime:
    return datetime.now(UTC)


def leads(now: datetime) -> None:
    """Twelve new leads in each territory."""
    for territory in Territory.values:
        for days in range(1, 25, 2):
            LeadFactory.create(territory=territory, created_at=now - timedelta(days=days))


def test_a_living_picture_of_three_territories(now: datetime) -> None:
    leads(now)
    told = seed_facts(actor=UserFactory.create(), now=now)

    assert told > 3000
    for model in (Sample, Order, CateringRequest, AiUsage, Cost):
        assert set(model.objects.values_list("territory", flat=True)) == set(Territory.values), model
    assert DataProtectionRequest.objects.filter(answered_at=None).count() == 1
    verdicts = {
        verdict_on(KPIS[row.kpi], row.value, row.population, row.target)
        for row in KpiSnapshot.objects.filter(territory="")
    }
    assert {Verdict.MET, Verdict.MISSED} <= verdicts
    assert [sample.territory for sample in Sample.objects.filter(state="LOST")] == ["AT"]
    assert not Order.objects.filter(confirmed_at=None).exists()
    assert Order.objects.filter(placed_at__gt=now).count() == 0
    assert (AiUsage.objects.aggregate(total=Sum("amount"))["total"] or 0) > 0

    assert seed_facts(actor=UserFactory.create(), now=now) == 0


def test_the_same_every_time(now: datetime) -> None:
    some = [DemoLead(number, 7, "DE", now) for number in range(5)]
    first, second = (list(orders(Stage({"DE": some}, now, random.Random(11)))) for _ in range(2))  # noqa: S311
    assert first == second


def test_without_leads_or_people_there_is_nothing_to_tell() -> None:
    told, complaints = StringIO(), StringIO()
    call_command("seed_demo_facts", stdout=told, stderr=complaints)
    assert "run seed_demo first" in complaints.getvalue()
    UserFactory.create(is_superuser=True)
    call_command("seed_demo_facts", stdout=told)
    assert "0 reports" in told.getvalue()

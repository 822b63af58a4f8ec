"""The present values, as they are kept for metrics and alerts."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone
from prometheus_client import CollectorRegistry

from core.metrics import BusinessMetrics
from operations.facts.models import Sample
from operations.kpis import measuring
from operations.kpis.measuring import measure, territories_seen_by
from operations.kpis.models import KpiSnapshot, KpiTarget
from operations.kpis.querysets.present import PresentValues
from operations.kpis.registry import KPIS
from operations.kpis.services.snapshots import refresh_snapshots
from operations.kpis.windows import present_window
from tests.operations.kpis.desks import order, person

pytestmark = pytest.mark.django_db


def lost_sample(territory: str) -> None:
    Sample.objects.create(
        source="test", external_id=str(Sample.objects.count()), territory=territory, lost_at=timezone.now()
    )


def test_a_snapshot_is_what_measuring_says() -> None:
    lost_sample("CH")
    refresh_snapshots()

    snapshot = KpiSnapshot.objects.get(kpi="samples_lost", territory="CH")
    now = timezone.now()
    kpi = KPIS["samples_lost"]
    found = measure(kpi, edges=present_window(kpi, now), territories=territories_seen_by(None), now=now)
    assert [each.value for each in found if each.territory == "CH"] == [snapshot.value] == [Decimal(1)]
    assert snapshot.target == 0


def test_a_territory_that_has_nothing_any_more_has_no_value() -> None:
    lost_sample("CH")
    refresh_snapshots()
    Sample.objects.update(voided_at=timezone.now(), void_reason="Test")
    refresh_snapshots()

    for territory in ("CH", ""):
        snapshot = KpiSnapshot.objects.get(kpi="samples_lost", territory=territory)
        assert (snapshot.value, snapshot.population) == (None, 0)


def test_every_territory_has_its_target_also_where_nothing_is() -> None:
    KpiTarget.objects.create(kpi="order_confirmation", territory="AT", valid_from="2026-01-01", target=600)
    order("DE", seconds=100)
    refresh_snapshots()

    rows = KpiSnapshot.objects.filter(kpi="order_confirmation")
    assert {row.territory: (row.value, row.target) for row in rows} == {
        "": (Decimal(100), Decimal(300)),
        "DE": (Decimal(100), Decimal(300)),
        "CH": (None, Decimal(300)),
        "AT": (None, Decimal(600)),
    }


def test_metrics_show_value_target_cases_and_age() -> None:
    lost_sample("CH")
    refresh_snapshots()
    registry = CollectorRegistry(auto_describe=False)
    registry.register(BusinessMetrics())

    def read(metric: str, **labels: str) -> float | None:
        return registry.get_sample_value(metric, {"kpi": "samples_lost", **labels})

    assert read("freshops_kpi_value", territory="CH") == 1
    assert read("freshops_kpi_value", territory="all") == 1
    assert read("freshops_kpi_target", territory="CH") == 0
    assert read("freshops_kpi_cases", territory="CH") == 1
    assert (read("freshops_kpi_age_seconds") or 0) < 60
    assert registry.get_sample_value("freshops_kpi_value", {"kpi": "sample_success", "territory": "DE"}) is None


def test_one_that_cannot_be_measured_keeps_its_value_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    refresh_snapshots()
    before = KpiSnapshot.objects.get(kpi="reminder_sla", territory="").measured_at
    whole = measuring.sql_of
    monkeypatch.setattr(measuring, "sql_of", lambda kpi: "SELECT broken" if kpi.name == "reminder_sla" else whole(kpi))

    with pytest.raises(DatabaseError):
        refresh_snapshots()

    assert KpiSnapshot.objects.get(kpi="reminder_sla", territory="").measured_at == before
    assert KpiSnapshot.objects.get(kpi="samples_lost", territory="").measured_at > before
    connection.ensure_connection()


def test_the_total_of_two_territories_is_measured_for_those_who_see_just_these() -> None:
    for territory, seconds in (("DE", 100), ("DE", 200), ("CH", 300), ("AT", 4000)):
        order(territory, seconds=seconds)
    refresh_snapshots()
    assert not KpiSnapshot.objects.filter(territory__contains=",").exists()

    two = person(territories=["DE", "CH"])
    person(territories=["AT", "CH"], is_active=False)
    refresh_snapshots()
    assert set(KpiSnapshot.objects.filter(territory__contains=",").values_list("territory", flat=True)) == {"CH,DE"}
    pair = KpiSnapshot.objects.get(kpi="order_confirmation", territory="CH,DE")
    assert (pair.value, pair.population, pair.target) == (Decimal(290), 3, Decimal(300))  # 95th percentile of three

    kpi = KPIS["order_confirmation"]
    present = PresentValues(two, [kpi], timezone.now()).of(kpi)
    assert (present.total.value, present.is_live) == (Decimal(290), False)
    two.territories = ["AT"]
    two.save()
    refresh_snapshots()
    assert not KpiSnapshot.objects.filter(territory__contains=",").exists()


def test_the_metrics_know_single_territories_and_the_total_alone() -> None:
    person(territories=["DE", "CH"])
    refresh_snapshots()
    families = {family.name: family for family in BusinessMetrics().collect()}

    places = {sample.labels["territory"] for sample in families["freshops_kpi_cases"].samples}
    assert places <= {"DE", "CH", "AT", "all"}


def test_who_sees_no_territory_is_not_given_the_total_of_all() -> None:
    order("DE", seconds=100)
    refresh_snapshots()
    kpi = KPIS["order_confirmation"]
    assert PresentValues(person(territories=[]), [kpi], timezone.now()).of(kpi).total.value is None

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
from operations.kpis.models import KpiSnapshot
from operations.kpis.registry import KPIS
from operations.kpis.services.snapshots import refresh_snapshots
from operations.kpis.windows import present_window

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


def test_a_territory_that_has_nothing_any_more_disappears() -> None:
    lost_sample("CH")
    refresh_snapshots()
    Sample.objects.update(voided_at=timezone.now(), void_reason="Test")
    refresh_snapshots()

    assert not KpiSnapshot.objects.filter(kpi="samples_lost", territory="CH").exists()
    assert KpiSnapshot.objects.get(kpi="samples_lost", territory="").value is None


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

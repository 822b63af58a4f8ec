"""What monitoring exports itself: room in the database, and data-protection requests whose day is over."""

from datetime import timedelta

import pytest
from django.utils import timezone
from prometheus_client import CollectorRegistry

from core.metrics import BusinessMetrics
from operations.facts.models import DataProtectionRequest
from tests.operations.kpis.scenes import request
from tests.operations.runbooks.checks.asking import ask

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


def exported(name: str, **labels: str) -> float | None:
    """A metric as a scrape of now has it."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(BusinessMetrics())
    return registry.get_sample_value(name, labels)


def overdue() -> dict[str, float | None]:
    """Requests that are overdue, by territory; '' is those of none."""
    return {each: exported("freshops_privacy_requests_overdue", territory=each) for each in ("DE", "CH", "AT", "")}


def test_where_nothing_is_overdue_every_territory_says_so() -> None:
    assert overdue() == {"DE": 0, "CH": 0, "AT": 0, "": 0}


def test_a_request_is_overdue_from_its_instant_on_and_not_before() -> None:
    now = timezone.now()
    request(now - SECOND, answered=None)
    request(now + timedelta(hours=1), answered=None)
    assert overdue() == {"DE": 1, "CH": 0, "AT": 0, "": 0}


def test_requests_are_counted_where_they_belong_also_where_that_is_nowhere() -> None:
    long_ago = timezone.now() - timedelta(days=40)
    for territory in ("AT", "AT", ""):
        late = request(long_ago, answered=None)
        DataProtectionRequest.objects.filter(pk=late.pk).update(territory=territory)
    assert overdue() == {"DE": 0, "CH": 0, "AT": 2, "": 1}


def test_what_was_answered_or_entered_by_mistake_is_no_longer_overdue() -> None:
    now = timezone.now()
    request(now - timedelta(days=2), answered=now - timedelta(days=1))  # late, and done: the KPI tells of it
    mistake = request(now - timedelta(days=2), answered=None)
    assert overdue()["DE"] == 1
    DataProtectionRequest.objects.filter(pk=mistake.pk).update(voided_at=now, void_reason="entered twice")
    assert overdue()["DE"] == 0


def test_room_for_connections_is_what_the_runbooks_check_says() -> None:
    usage = exported("freshops_database_connections_usage")
    assert usage is not None
    assert 0 < usage < 1
    assert usage == pytest.approx(ask("database_connections").value, abs=0.1)  # others come and go


def test_room_in_the_journal_is_what_the_runbooks_check_says() -> None:
    assert exported("freshops_journal_partitions_ahead") == ask("journal_partitions").value >= 2

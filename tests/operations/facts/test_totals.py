"""Running totals of facts: what dashboards count samples and answers by."""

import math
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from prometheus_client import CollectorRegistry

from core.metrics import BusinessMetrics
from operations.facts.metrics import BUCKETS
from operations.facts.models import CateringRequest, Sample
from operations.facts.services import correct_fact, void_fact
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def read(name: str, **labels: str) -> float | None:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(BusinessMetrics())
    return registry.get_sample_value(name, labels)


def sample(number: int = 1, **fields: Any) -> Sample:
    given = {"source": "crm", "external_id": f"S-{number}", "territory": "DE", "requested_at": AT, **fields}
    made: Sample = Sample.objects.create(**given)
    return made


def catering(number: int = 1, **fields: Any) -> CateringRequest:
    given = {"source": "crm", "external_id": f"C-{number}", "territory": "AT", "asked_at": AT, **fields}
    made: CateringRequest = CateringRequest.objects.create(**given)
    return made


def test_samples_are_counted_by_territory_and_by_how_they_ended() -> None:
    sample(1, delivered_at=AT)
    sample(2, delivered_at=AT)
    sample(3, failed_at=AT)
    sample(4, lost_at=AT, territory="CH")
    sample(5, territory="")

    assert read("sample_request_total", territory="DE") == 3
    assert read("sample_request_success_total", territory="DE") == 2
    assert read("freshops_samples_total", territory="DE", outcome="failed") == 1
    assert read("freshops_samples_total", territory="CH", outcome="lost") == 1
    assert read("sample_request_total", territory="AT") == 0
    assert read("sample_request_total", territory="none") == 1


def test_what_comes_later_is_counted_when_it_comes_and_once() -> None:
    late = sample(requested_at=None)
    assert read("sample_request_total", territory="DE") == 0
    for field in ("requested_at", "delivered_at", "delivered_at"):
        setattr(late, field, AT)
        late.save()

    assert read("sample_request_total", territory="DE") == 1
    assert read("sample_request_success_total", territory="DE") == 1


def test_one_that_was_lost_and_turned_up_is_both() -> None:
    found = sample(lost_at=AT)
    found.delivered_at = AT + timedelta(days=1)
    found.save()

    assert read("freshops_samples_total", territory="DE", outcome="lost") == 1
    assert read("freshops_samples_total", territory="DE", outcome="delivered") == 1


def test_no_total_falls_when_rows_are_corrected_taken_back_or_erased() -> None:
    boss = UserFactory.create()
    wrong, gone = sample(1, delivered_at=AT), sample(2, delivered_at=AT)
    correct_fact(fact=wrong, actor=boss, why="Never asked for.", requested_at=None, delivered_at=None)
    void_fact(fact=gone, actor=boss, why="Entered twice.")
    Sample.objects.all().delete()

    assert read("sample_request_total", territory="DE") == 2
    assert read("sample_request_success_total", territory="DE") == 2


def test_many_in_one_statement_are_counted_by_territory() -> None:
    Sample.objects.bulk_create(
        Sample(source="crm", external_id=str(number), territory=territory, requested_at=AT)
        for number, territory in enumerate(["DE", "DE", "CH", "AT", "AT", "AT"])
    )
    Sample.objects.update(failed_at=AT)

    for territory, count in (("DE", 2), ("CH", 1), ("AT", 3)):
        assert read("sample_request_total", territory=territory) == count
        assert read("freshops_samples_total", territory=territory, outcome="failed") == count


def test_answers_to_catering_requests_are_a_histogram() -> None:
    for number, minutes in enumerate((10, 60, 119, 121, 5000)):
        catering(number, answered_at=AT + timedelta(minutes=minutes))
    catering(9)

    def within(bound: str) -> float | None:
        return read("event_catering_sla_seconds_bucket", territory="AT", le=bound)

    assert [within(bound) for bound in ("900.0", "3600.0", "7200.0", "86400.0", "+Inf")] == [1, 2, 3, 4, 5]
    assert read("event_catering_sla_seconds_sum", territory="AT") == 60 * (10 + 60 + 119 + 121 + 5000)
    assert read("event_catering_sla_seconds_count", territory="DE") == 0


def test_an_answer_is_counted_once_whatever_is_learned_later() -> None:
    request = catering()
    for answered_at in (AT + timedelta(minutes=30), AT + timedelta(minutes=20)):
        request.answered_at = answered_at
        request.save()

    assert read("event_catering_sla_seconds_sum", territory="AT") == 1800


def test_buckets_are_the_database_s() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(catering_answer_bound(seconds)) "
            "FROM unnest(ARRAY[0, 300, 300.5, 7200, 7201, 86401]::float8[]) seconds"
        )
        (found,) = cursor.fetchone()
    assert found == [300.0, 300.0, 900.0, 7200.0, 10800.0, math.inf]
    assert set(found) <= set(BUCKETS)

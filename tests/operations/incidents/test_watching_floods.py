"""On the worst of days every case counts: of every territory, and until it is over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from operations.facts.models import Sample
from operations.incidents.models import AlertStatus, Incident, IncidentAlert
from operations.incidents.services.watching import AT_ONCE, watch_rules
from tests.operations.incidents.test_watching import lose_sample

pytestmark = pytest.mark.django_db


def flood(number: int, *, territory: str = "DE") -> None:
    """So many samples were lost within the last hour."""
    now = timezone.now()
    Sample.objects.bulk_create(
        Sample(
            source="crm",
            external_id=f"{territory}-{each}",
            territory=territory,
            requested_at=now - timedelta(days=2),
            lost_at=now - timedelta(seconds=each),
        )
        for each in range(number)
    )


def test_a_flood_does_not_end_what_is_still_lost() -> None:
    lose_sample(hours=2)
    watch_rules()
    flood(501)
    assert watch_rules()["over"] == 0
    assert IncidentAlert.objects.order_by("id")[0].status == AlertStatus.FIRING


def test_a_flood_in_one_territory_hides_no_case_of_another() -> None:
    flood(501)
    lose_sample(hours=2, territory="CH")
    watch_rules()
    assert set(Incident.objects.values_list("territory", flat=True)) == {"DE", "CH"}


def test_the_rest_of_a_flood_comes_with_the_next_looks() -> None:
    flood(AT_ONCE + 1)
    assert watch_rules() == {"new": AT_ONCE, "over": 0}
    assert watch_rules() == {"new": 1, "over": 0}
    assert watch_rules() == {"new": 0, "over": 0}
    assert Incident.objects.get().alerts.count() == AT_ONCE + 1

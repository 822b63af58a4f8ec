"""What is at stake, counted from the rows of the database."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from leads.models import ProtectionPolicy
from leads.services.expiries import record_expiries
from operations.facts.models import CateringRequest, Order, Sample
from operations.incidents.impact import Impact, measure_impact
from seasonal.models import Season
from tests.factories import LeadFactory
from tests.leads.reminders.expiring import about_to_expire, let_it_expire

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_peak() -> None:
    """Whatever day the tests run on."""
    Season.objects.all().delete()


def _fact(model: Any, number: int, territory: str = "DE", **fields: Any) -> None:
    model.objects.create(source="crm", external_id=f"{number}", territory=territory, **fields)


def _impact(territory: str = "") -> Impact:
    return measure_impact(territory=territory, at=timezone.now())


def _ago(**length: float) -> Any:
    return timezone.now() - timedelta(**length)


def test_of_nothing_nothing_is_at_stake() -> None:
    assert _impact() == Impact()


def test_samples_lost_within_a_day_that_have_not_turned_up() -> None:
    _fact(Sample, 1, requested_at=_ago(days=3), processed_at=_ago(days=3), lost_at=_ago(hours=23))
    _fact(Sample, 2, requested_at=_ago(days=3), processed_at=_ago(days=3), lost_at=_ago(hours=25))
    _fact(Sample, 3, requested_at=_ago(days=3), lost_at=_ago(hours=5), delivered_at=_ago(hours=1))
    assert _impact().samples_lost == 1


def test_samples_not_sent_off_in_time() -> None:
    _fact(Sample, 1, requested_at=_ago(minutes=3))
    _fact(Sample, 2, requested_at=_ago(minutes=1))
    _fact(Sample, 3, requested_at=_ago(minutes=9), processed_at=_ago(minutes=8))
    _fact(Sample, 4, requested_at=_ago(days=2), processed_at=_ago(days=2), due_at=_ago(hours=1))
    assert _impact().samples_at_risk == 2


def test_events_within_two_days_without_an_answer() -> None:
    _fact(CateringRequest, 1, asked_at=_ago(days=1), event_at=_ago(hours=-47))
    _fact(CateringRequest, 2, asked_at=_ago(days=1), event_at=_ago(hours=-49))
    _fact(CateringRequest, 3, asked_at=_ago(days=1), event_at=_ago(hours=-5), answered_at=_ago(hours=1))
    assert _impact().events_unanswered == 1


def test_orders_that_wait_for_more_than_five_minutes() -> None:
    _fact(Order, 1, placed_at=_ago(minutes=6))
    _fact(Order, 2, placed_at=_ago(minutes=4))
    assert _impact().orders_unconfirmed == 1


def test_a_territory_looks_at_itself() -> None:
    _fact(Order, 1, territory="DE", placed_at=_ago(minutes=6))
    assert [_impact(territory).orders_unconfirmed for territory in ("DE", "CH", "")] == [1, 0, 1]


def test_leads_that_expire_unreminded() -> None:
    ProtectionPolicy.objects.create(
        name="70 days", months=0, follow_up_days=60, grace_days=10, valid_from=_ago(days=100)
    )
    LeadFactory.create(created_at=_ago(days=69))  # a day more
    LeadFactory.create(created_at=_ago(days=60))  # ten days more
    assert _impact().leads_about_to_expire == 1


def test_leads_that_expired_unreminded() -> None:
    lead = about_to_expire()
    let_it_expire(lead)
    record_expiries()
    assert _impact().leads_expired_unreminded == 1


def test_the_peak_of_the_day() -> None:
    day: date = timezone.localdate()
    Season.objects.create(kind="ski", starts_on=day, ends_on=day, is_peak=False)
    assert _impact().season == ""
    Season.objects.create(kind="oktoberfest", starts_on=day, ends_on=day)
    assert _impact().season == "oktoberfest"

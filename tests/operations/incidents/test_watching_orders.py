"""Each order that waits too long for its confirmation is a case of its own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from operations.facts.models import Order
from operations.incidents.models import Incident, IncidentState
from operations.incidents.services import resolve_incident
from operations.incidents.services.watching import watch_rules
from operations.kpis.models import KpiSnapshot
from operations.kpis.querysets.waiting import waiting
from tests.api.client import Api
from tests.operations.incidents.alertmanager import alert, deliver
from tests.operations.incidents.scenes import lead

pytestmark = pytest.mark.django_db


def order(number: int = 1, *, minutes: float = 6, territory: str = "DE") -> Order:
    """An order that was placed so long ago and waits."""
    placed: Order = Order.objects.create(
        source="crm",
        external_id=f"O-{number}",
        territory=territory,
        placed_at=timezone.now() - timedelta(minutes=minutes),
    )
    return placed


def test_a_late_order_is_a_sev1_since_it_is_late() -> None:
    order(minutes=9)
    assert watch_rules() == {"new": 1, "over": 0}
    incident = Incident.objects.get()
    assert (incident.alert_name, incident.territory, incident.severity) == ("OrderConfirmationLate", "DE", "SEV1")
    assert incident.began_at == Order.objects.get().placed_at + timedelta(minutes=5)  # type: ignore[operator]


def test_one_that_is_in_time_is_none() -> None:
    order(minutes=4.5)
    assert watch_rules() == {"new": 0, "over": 0}


def test_a_second_one_wakes_people_again_after_the_first_was_dealt_with(alertmanager: Api) -> None:
    """The alert of the territory has fired all the time: it cannot tell the one from the other."""
    order(1)
    deliver(alertmanager, alert("OrderConfirmationLate", territory="DE"))
    watch_rules()
    first = Incident.objects.get()
    resolve_incident(incident_id=first.pk, actor=lead(), text="Called the kitchen")
    order(2)
    assert watch_rules() == {"new": 1, "over": 0}
    first.refresh_from_db()
    assert (first.state, first.paging_round) == (IncidentState.OPEN, 2)


def test_one_that_is_confirmed_is_over() -> None:
    placed = order()
    watch_rules()
    Order.objects.filter(pk=placed.pk).update(confirmed_at=timezone.now())
    assert watch_rules() == {"new": 0, "over": 1}


@pytest.mark.parametrize(("territory", "late"), [("DE", 0), ("CH", 1)])
def test_late_is_what_the_target_of_the_key_figure_says(territory: str, late: int) -> None:
    for place, target in (("DE", 600), ("", 300)):
        KpiSnapshot.objects.update_or_create(
            kpi="order_confirmation",
            territory=place,
            defaults={"target": target, "population": 0, "measured_at": timezone.now()},
        )
    order(territory=territory)
    assert watch_rules()["new"] == late
    assert waiting().get(("unconfirmed", territory), 0) == late  # what the alert counts

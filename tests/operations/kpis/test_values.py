"""Key figures against answers that were worked out by hand."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from leads.models import LeadExpiry, LeadReminder, ReminderStatus
from operations.costs.models import AiBudget, ExchangeRate
from operations.facts.models import HelpAnswer
from operations.kpis.measuring import measure, territories_seen_by
from operations.kpis.registry import KPIS
from operations.kpis.windows import present_window
from operations.runbooks.services.questions import record_question
from tests.factories import UserFactory
from tests.operations.kpis.scenes import (
    NOW,
    ago,
    answer,
    assignment,
    catering,
    cost,
    leads,
    order,
    present,
    request,
    sample,
    total,
    usage,
)

pytestmark = pytest.mark.django_db


def reminder(minutes: float | None, status: str = ReminderStatus.SENT, hours: float = 30) -> None:
    """A reminder that fell due so many hours ago, and was sent so many minutes later."""
    (lead,) = leads(1)
    due = ago(hours=hours)
    LeadReminder.objects.create(
        lead=lead,
        user=lead.user,
        window_start=date(2026, 12, 1),
        due_at=due,
        status=status,
        sent_at=None if minutes is None else ago(hours=hours - minutes / 60),
    )


def test_reminder_sla_three_of_four_in_time() -> None:
    for minutes in (1, 59.9, 60):
        reminder(minutes)
    reminder(60.1)

    assert total("reminder_sla") == Decimal("0.75")


def test_reminder_sla_who_waits_is_late_after_the_hour_and_nothing_before() -> None:
    reminder(5)
    reminder(None, ReminderStatus.PENDING, hours=2)
    reminder(None, ReminderStatus.PENDING, hours=0.5)
    reminder(None, ReminderStatus.CANCELLED)

    assert present("reminder_sla")[""] == (Decimal("0.5"), 2)


def expiry(*, unreminded: bool, revived: bool = False, seen_after_minutes: float = 2) -> None:
    (lead,) = leads(1, days=300)
    type(lead).objects.filter(pk=lead.pk).update(recorded_at=ago(days=300))
    expired = ago(days=2)
    LeadExpiry.objects.create(
        lead=lead,
        user=lead.user,
        window_start=date(2026, 11, 19),
        expired_at=expired,
        unreminded=unreminded,
        revived_at=NOW if revived else None,
        recorded_at=ago(days=2, minutes=-seen_after_minutes),
    )


def test_expiries_without_a_reminder_are_counted_unless_the_lead_was_revived() -> None:
    expiry(unreminded=True)
    expiry(unreminded=True, revived=True)
    expiry(unreminded=False)

    assert present("expiries_without_reminder")[""] == (Decimal(1), 3)


def test_expiry_visibility_is_the_longest_time_until_it_was_recorded() -> None:
    for minutes in (1, 45, 7):
        expiry(unreminded=False, seen_after_minutes=minutes)

    assert total("expiry_visibility") == Decimal(2700)


def test_sample_success_is_of_those_whose_fate_is_decided() -> None:
    for _ in range(17):
        sample(delivered_at=ago(days=1))
    sample(failed_at=ago(days=1))
    sample(lost_at=ago(days=1))
    sample(lost_at=ago(days=2), delivered_at=ago(days=1))
    sample()

    assert present("sample_success")[""] == (Decimal("0.90000000000000000000"), 20)


def test_sample_success_by_territory() -> None:
    sample(territory="CH", delivered_at=ago(days=1))
    sample(territory="CH", lost_at=ago(days=1))
    sample(territory="AT", delivered_at=ago(days=1))

    values = {territory: value for territory, (value, _) in present("sample_success").items() if value is not None}
    assert values == {"": pytest.approx(Decimal("0.666667"), abs=Decimal("0.00001")), "CH": Decimal("0.5"), "AT": 1}


def test_samples_lost_do_not_count_when_they_turn_up() -> None:
    sample(lost_at=ago(days=2))
    sample(lost_at=ago(days=2), delivered_at=ago(days=1))

    assert total("samples_lost") == 1


def test_sample_processing_is_the_time_of_the_slowest_but_five_percent() -> None:
    for seconds in range(0, 101):  # noqa: PIE808  0 to 100: the 95th percentile is 95
        sample(requested_at=ago(days=1), processed_at=ago(days=1, seconds=-seconds))

    assert total("sample_processing") == 95


def test_sample_processing_who_waits_too_long_counts_with_the_time_so_far() -> None:
    sample(requested_at=ago(minutes=10))
    sample(requested_at=ago(seconds=30))

    assert present("sample_processing")[""] == (Decimal(600), 1)


def test_catering_answer() -> None:
    catering(asked_at=ago(days=1), answered_at=ago(days=1, minutes=-90))
    assert total("catering_answer") == 5400
    catering(asked_at=ago(minutes=30))
    assert total("catering_answer") == 5400
    catering(asked_at=ago(hours=5))
    assert total("catering_answer") == 5400 + Decimal("0.95") * (18000 - 5400)


def test_order_confirmation() -> None:
    order(placed_at=ago(days=1), confirmed_at=ago(days=1, seconds=-200))
    assert total("order_confirmation") == 200


def test_lead_assignment() -> None:
    assignment(came_in_at=ago(days=1), assigned_at=ago(days=1, seconds=-12))
    assert total("lead_assignment") == 12


def test_cost_per_lead_is_what_was_spent_by_the_leads_that_came_in() -> None:
    leads(10)
    cost("120", kind="INFRASTRUCTURE")
    cost("60", kind="SALES_TIME")
    usage(amount=Decimal("20"), currency="EUR")

    assert total("cost_per_lead") == 20


def test_cost_per_lead_francs_are_changed_and_a_territory_pays_its_own() -> None:
    ExchangeRate.objects.create(currency="CHF", valid_from=date(2026, 11, 1), euros=Decimal("1.10"))
    leads(4, territory="CH")
    leads(6, territory="DE")
    cost("100", currency="CHF", territory="CH")
    cost("90", territory="")

    values = present("cost_per_lead")
    assert values["CH"] == (Decimal("27.5"), 4)
    assert values["DE"][0] == 0
    assert values[""] == (Decimal(20), 10)


def test_cost_per_lead_without_leads_is_neither_nothing_nor_infinite() -> None:
    cost("120")

    assert present("cost_per_lead")[""] == (None, 0)


def test_cost_per_order() -> None:
    for _ in range(4):
        order()
    cost("100")

    assert total("cost_per_order") == 25


def test_ai_spend_against_the_budget_of_the_month() -> None:
    usage(amount=Decimal("150"), currency="EUR", territory="DE")
    usage(amount=Decimal("999"), currency="EUR", territory="DE", used_at=ago(days=22))  # October

    values = present("ai_spend")
    assert values["DE"][0] == Decimal("0.25")
    assert values[""][0] == Decimal("0.125")
    assert "AT" not in values


def test_ai_spend_in_francs_against_a_budget_in_francs() -> None:
    AiBudget.objects.create(territory="CH", valid_from=date(2026, 11, 1), amount=Decimal(500), currency="CHF")
    usage(amount=Decimal("125"), currency="CHF", territory="CH")

    assert round(present("ai_spend")["CH"][0] or 0, 6) == Decimal("0.25")


def test_help_success() -> None:
    for helpful in (True, True, True, False, None):
        answer(helpful=helpful)

    assert total("help_success") == Decimal("0.75")


def measured_now(name: str) -> tuple[Decimal | None, int]:
    """The total of a KPI whose facts the database dates itself."""
    kpi, now = KPIS[name], timezone.now()
    (total, *_) = measure(kpi, edges=present_window(kpi, now), territories=territories_seen_by(None), now=now)
    return (None if total.value is None else round(total.value, 6).normalize() + 0), total.population


def test_confidence_time_is_that_of_the_slowest_but_five_percent() -> None:
    for hundredths in range(0, 101):  # noqa: PIE808  0 to 1 second: the 95th percentile is 0.95
        record_question(language="de", matched=bool(hundredths % 2), seconds=hundredths / 100)

    assert measured_now("confidence_time") == (Decimal("0.95"), 101)


def test_whoever_sees_one_territory_sees_all_questions() -> None:
    record_question(language="de", matched=True, seconds=0.2)
    kpi, now = KPIS["confidence_time"], timezone.now()

    (total,) = measure(kpi, edges=present_window(kpi, now), territories=["CH"], now=now)
    assert (total.territory, total.population) == ("", 1)


def test_the_times_of_questions_are_forgotten_after_a_while() -> None:
    with connection.cursor() as cursor:
        record_question(language="en", matched=True, seconds=0.1)
        cursor.execute("SELECT forget_runbook_question_times('1 day'), forget_runbook_question_times('-1 day')")
        assert cursor.fetchone() == (0, 1)


def test_routing_failures() -> None:
    for confidence in ("0.59", "0.6", "0.9"):
        usage(purpose="routing", confidence=Decimal(confidence))
    usage(purpose="summary", confidence=Decimal("0.1"))

    assert present("routing_failures")[""] == (Decimal(1), 3)


def test_struggle_false_alarms() -> None:
    alarms = [uuid4() for _ in range(4)]
    for alarm in alarms:
        usage(purpose="struggle-detection", correlation_id=alarm)
    answer(helpful=False, correlation_id=alarms[0])
    answer(helpful=True, correlation_id=alarms[1])

    assert total("struggle_false_alarms") == Decimal("0.25")


def test_privacy_in_time() -> None:
    request(due=ago(days=5), answered=ago(days=6))
    request(due=ago(days=5), answered=ago(days=4))
    request(due=ago(days=5), answered=None)
    request(due=ago(days=-5), answered=None)

    assert total("privacy_in_time") == pytest.approx(Decimal("0.333333"))


def test_territory_divergence_is_from_the_mean_of_the_others() -> None:
    # Orders for each lead: DE 1.0, CH 0.5, AT 0.5
    for territory, orders in (("DE", 4), ("CH", 2), ("AT", 2)):
        leads(4, territory=territory)
        for _ in range(orders):
            order(territory=territory)

    values = {territory: value for territory, (value, _) in present("territory_divergence").items()}
    assert values["DE"] == 1
    assert round(values["CH"] or 0, 6) == Decimal("0.333333")
    assert values[""] == 1


def test_what_was_voided_counts_nowhere() -> None:
    boss = UserFactory.create()
    for row in (sample(lost_at=ago(days=1)), order(), answer(helpful=True)):
        type(row).objects.filter(pk=row.pk).update(voided_at=NOW, voided_by=boss, void_reason="Test")

    assert total("sample_success") is None
    assert total("order_confirmation") is None
    assert total("help_success") is None
    assert HelpAnswer.objects.count() == 1


def test_who_sees_one_territory_gets_the_figures_of_that_one() -> None:
    sample(territory="CH", delivered_at=ago(days=1))
    sample(territory="DE", lost_at=ago(days=1))

    assert present("sample_success", ["CH"])[""] == (Decimal(1), 1)


def test_the_last_instant_of_a_window_belongs_to_the_next_one() -> None:
    sample(lost_at=NOW)
    sample(lost_at=ago(days=30))

    assert total("samples_lost") == 1

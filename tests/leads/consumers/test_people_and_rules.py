"""What people do to automatic holds stays: released, voided, corrected, handed over, rules switched off."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from time_machine import travel

from core.models import User
from leads.models import HoldRule, Lead, LeadDebt, LeadHold
from leads.querysets.protection import protection_of
from leads.services.debts import reconcile_debts, sweep_debts, switch_rule
from leads.services.holds import correct_hold, place_hold, release_hold, void_hold
from leads.services.ownership import reassign_lead, void_ownership
from leads.services.status import change_status
from tests.factories import LeadFactory, UserFactory
from tests.journal.events import sql
from tests.leads.consumers.crm import day, deliver, number_of, outcome_of, report, rule_holds, send, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(db: None) -> User:
    return UserFactory.create(role="lead")


def the_hold(lead: Lead) -> LeadHold:
    return LeadHold.objects.get(lead=lead, source="rule", voided_at=None)


def ask(lead: Lead, on: float = 10, reference: str = "S-1") -> None:
    report("sample.requested", lead.pk, on, sample_id=reference)


def settle(lead: Lead, on: float, reference: str = "S-1") -> None:
    report("sample.delivered", lead.pk, on, sample_id=reference)


def test_an_automatic_hold_says_where_it_comes_from_and_is_told(lead: Lead, owner: User) -> None:
    ask(lead)
    hold = the_hold(lead)

    assert (hold.source, hold.reason_code, hold.user_id, hold.created_by) == ("rule", "SAMPLE", owner.pk, None)
    assert hold.reason.endswith("S-1")
    assert hold.external_id
    settle(lead, 20)
    assert told(lead.pk, "lead.hold") == ["lead.hold.created", "lead.hold.released"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pgh_context FROM leads_leadholdevent WHERE id = %s ORDER BY pgh_id", [hold.pk])
        contexts = [row[0] for row in cursor.fetchall()]
    assert all('"rule": "SAMPLE"' in context and '"source": "rule"' in context for context in contexts)
    assert len(contexts) == 2


def test_the_reason_names_all_that_is_owed_and_a_persons_words_stay(lead: Lead, boss: User) -> None:
    ask(lead)
    report("price.requested", lead.pk, 12, price_request_id="P-7")
    hold = the_hold(lead)
    assert "S-1" in hold.reason
    assert "P-7" in hold.reason

    correct_hold(hold_id=hold.pk, actor=boss, start_at=hold.start_at, end_at=None, reason_code="OTHER", reason="Messe")
    report("documents.requested", lead.pk, 13, documents_request_id="D", owed_by="freshfoodz")
    settle(lead, 20)

    hold.refresh_from_db()
    assert (hold.reason, hold.reason_code, hold.end_at) == ("Messe", "OTHER", None)


def test_what_somebody_released_no_rule_reopens(lead: Lead, boss: User) -> None:
    ask(lead)
    release_hold(hold_id=the_hold(lead).pk, actor=boss)
    deliver()
    released = the_hold(lead)

    # Owed since before the release, and heard of only now.
    report("price.requested", lead.pk, 12, price_request_id="P-1")

    assert rule_holds(lead.pk) == [(10, number_of(released.end_at))]
    assert set(LeadDebt.objects.values_list("dropped_at", flat=True)) == {released.end_at}


def test_a_new_debt_after_a_release_stops_the_clock_anew(lead: Lead, boss: User) -> None:
    ask(lead)
    release_hold(hold_id=the_hold(lead).pk, actor=boss)
    released_at = the_hold(lead).end_at
    now = timezone.now()

    report("sample.requested", lead.pk, now, sample_id="S-2")

    assert rule_holds(lead.pk) == [(10, number_of(released_at)), (number_of(now), None)]


def test_delivered_before_it_was_released_by_hand_ends_when_it_was_delivered(lead: Lead, boss: User) -> None:
    ask(lead)
    release_hold(hold_id=the_hold(lead).pk, actor=boss)
    settle(lead, 20)
    assert rule_holds(lead.pk) == [(10, 20)]


def test_a_planned_release_holds_unless_it_is_delivered_sooner(lead: Lead, boss: User) -> None:
    ask(lead)
    planned = timezone.now() + timedelta(days=5)
    release_hold(hold_id=the_hold(lead).pk, actor=boss, end_at=planned)
    deliver()
    assert rule_holds(lead.pk) == [(10, number_of(planned))]
    settle(lead, 30)
    assert rule_holds(lead.pk) == [(10, 30)]


def test_what_somebody_voided_does_not_come_back(lead: Lead, boss: User) -> None:
    ask(lead)
    void_hold(hold_id=the_hold(lead).pk, actor=boss, why="Muster war nicht bestellt")
    deliver()
    report("price.requested", lead.pk, 12, price_request_id="P-1")
    settle(lead, 20)

    assert rule_holds(lead.pk) == []


def test_what_somebody_corrected_is_theirs(lead: Lead, boss: User) -> None:
    ask(lead)
    hold = the_hold(lead)
    correct_hold(hold_id=hold.pk, actor=boss, start_at=day(15), end_at=None, reason_code="SAMPLE", reason="später")
    deliver()
    settle(lead, 30)

    hold.refresh_from_db()
    assert (number_of(hold.start_at), hold.end_at) == (15, None)
    assert rule_holds(lead.pk) == [(15, None)]


def test_plain_sql_releases_as_a_person_does(lead: Lead, boss: User) -> None:
    ask(lead)
    with connection.cursor() as cursor:
        cursor.execute("CALL release_lead_hold(%s, %s)", [lead.pk, boss.pk])
    deliver()

    (hold,) = rule_holds(lead.pk)
    assert hold[1] is not None


def test_a_debt_of_a_time_when_a_person_had_stopped_the_clock_gets_its_hold_when_they_release_it(
    lead: Lead, boss: User
) -> None:
    manual = place_hold(lead_id=lead.pk, actor=None, reason_code="OTHER", start_at=day(5)).hold
    ask(lead)
    assert rule_holds(lead.pk) == []

    with connection.cursor() as cursor:
        cursor.execute("CALL release_lead_hold(%s, %s)", [lead.pk, boss.pk])
    deliver()

    manual.refresh_from_db()
    assert the_hold(lead).start_at == manual.end_at
    assert the_hold(lead).end_at is None


def test_after_the_planned_end_of_a_persons_hold_the_sweep_stops_the_clock_again(lead: Lead) -> None:
    end = timezone.now() + timedelta(seconds=120)
    place_hold(lead_id=lead.pk, actor=None, reason_code="OTHER", start_at=day(5), end_at=end)
    ask(lead)
    assert rule_holds(lead.pk) == []
    passed = timezone.now() - timedelta(seconds=5)
    with connection.cursor() as cursor:
        # As if time had passed.
        cursor.execute("UPDATE lead_holds SET end_at = %s WHERE lead_id = %s", [passed, lead.pk])

    assert sweep_debts() == {"leads": 1, "changed": 1}
    assert the_hold(lead).start_at == passed
    assert sweep_debts() == {"leads": 0, "changed": 0}


def test_a_rule_that_is_off_places_nothing_and_releases_nothing(lead: Lead, boss: User) -> None:
    ask(lead)
    switch_rule(kind="SAMPLE", enabled=False, actor=boss)
    reconcile_debts(lead_ids=[lead.pk])
    assert rule_holds(lead.pk) == [(10, None)]

    other = LeadFactory.create(created_at=day(0))
    ask(other)
    assert rule_holds(other.pk) == []
    switch_rule(kind="SAMPLE", enabled=True, actor=boss)
    ask(other, 20, "S-2")
    assert rule_holds(other.pk) == [(20, None)]
    settle(lead, 30)
    assert rule_holds(lead.pk) == [(10, 30)]
    rule = HoldRule.objects.get(kind="SAMPLE")
    assert rule.changed_by == boss
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM leads_holdruleevent WHERE kind = 'SAMPLE'")
        assert cursor.fetchone() == (3,)  # made, off, on


def test_a_lead_whose_protection_is_over_gets_no_hold_and_the_debt_stays_recorded(owner: User) -> None:
    lead = LeadFactory.create(user=owner, created_at=day(-300))
    ask(lead)
    assert rule_holds(lead.pk) == []
    assert LeadDebt.objects.get(lead=lead).owed_since == day(10)

    # A late fact shows that it was protected then.
    report("lead.activity.created", lead.pk, -90, kind="QUALIFIED_CALL")
    report("lead.activity.created", lead.pk, -30, kind="QUALIFIED_CALL")
    assert rule_holds(lead.pk) == [(10, None)]
    found = protection_of(lead.pk)
    assert found is not None
    assert found.clock_stopped


def test_a_lead_that_is_not_open_gets_its_hold_when_it_is_opened_again(lead: Lead) -> None:
    report("lead.converted", lead.pk, 5)
    ask(lead)
    assert rule_holds(lead.pk) == []
    change_status(lead_id=lead.pk, actor=None, status="OPEN", changed_at=day(20))  # type: ignore[arg-type]
    deliver()
    assert rule_holds(lead.pk) == [(20, None)]


@pytest.mark.parametrize("handed_over_first", [True, False])
@pytest.mark.parametrize(
    ("mode", "close", "expected"),
    [
        ("RESTART", True, [(10, 20)]),
        ("RESTART", False, [(10, 30)]),
        ("INHERIT", True, [(10, 20)]),
        ("INHERIT", False, [(10, 30)]),
    ],
)
def test_a_handover_closes_or_carries_over(
    lead: Lead, mode: str, close: bool, expected: list[tuple[float, float]], handed_over_first: bool
) -> None:
    heir = UserFactory.create()

    def hand_over() -> None:
        report("lead.assigned", lead.pk, 20, heir.pk, mode=mode, close_holds=close)

    if handed_over_first:
        hand_over()
    ask(lead)
    if not handed_over_first:
        hand_over()
    settle(lead, 30)

    assert rule_holds(lead.pk) == expected


def test_a_handover_by_staff_closes_and_voided_gives_the_hold_back(lead: Lead, boss: User) -> None:
    ask(lead)
    handover = reassign_lead(lead_id=lead.pk, actor=None, user_id=UserFactory.create().pk, effective_at=day(20))
    deliver()
    assert rule_holds(lead.pk) == [(10, 20)]

    void_ownership(ownership_id=handover.pk, actor=boss, why="falscher Lead")
    deliver()
    assert rule_holds(lead.pk) == [(10, None)]
    settle(lead, 30)
    assert rule_holds(lead.pk) == [(10, 30)]


def test_what_is_asked_for_again_with_the_rule_on_counts_from_then(lead: Lead, boss: User) -> None:
    switch_rule(kind="SAMPLE", enabled=False, actor=boss)
    ask(lead, 10)
    switch_rule(kind="SAMPLE", enabled=True, actor=boss)
    ask(lead, 20)

    assert rule_holds(lead.pk) == [(20, None)]
    assert number_of(LeadDebt.objects.get(lead=lead).owed_since) == 10


def test_a_persons_own_hold_takes_over_from_the_rule_and_no_delivery_ends_it(lead: Lead, boss: User) -> None:
    ask(lead)

    placed = place_hold(lead_id=lead.pk, actor=boss, reason_code="OTHER", reason="Rechtsstreit")
    deliver()
    settle(lead, 30)

    assert placed.created
    assert LeadHold.objects.get(pk=placed.hold.pk).end_at is None
    assert rule_holds(lead.pk) == [(10, 30)]


def test_the_clock_stands_all_the_while_when_a_persons_hold_takes_over(lead: Lead, boss: User) -> None:
    ask(lead)

    own = place_hold(lead_id=lead.pk, actor=boss, reason_code="OTHER").hold
    deliver()

    assert the_hold(lead).end_at == own.start_at
    reading = protection_of(lead.pk)
    assert reading is not None
    assert reading.clock_stopped


def test_after_a_persons_own_hold_what_is_still_owed_stops_the_clock_again(lead: Lead, boss: User) -> None:
    ask(lead)
    own = place_hold(lead_id=lead.pk, actor=boss, reason_code="OTHER").hold

    release_hold(hold_id=own.pk, actor=boss)
    deliver()

    assert LeadHold.objects.filter(lead=lead, end_at=None, voided_at=None).count() == 1


def test_what_another_clock_dates_a_minute_ahead_is_held_when_its_time_has_come(lead: Lead) -> None:
    event_id = send("sample.requested", lead.pk, timezone.now() + timedelta(seconds=58), sample_id="S-1")
    deliver()
    assert outcome_of(event_id)[0] == "PENDING"

    with travel(timezone.now() + timedelta(seconds=10)):
        sql("SELECT integration.replay_pending(100)")
        deliver()

    assert outcome_of(event_id)[0] == "DELIVERED"
    assert the_hold(lead).end_at is None

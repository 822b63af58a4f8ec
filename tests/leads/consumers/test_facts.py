"""What the CRM reports about leads, and what is refused or waits."""

from typing import Any
from uuid import UUID

import pytest

from core.models import User
from journal.services.replays import replay_events
from leads.models import Lead, LeadActivity, LeadDebt, LeadOwnership, LeadStatusChange
from leads.querysets.protection import protection_of
from leads.services.projection import count_drift
from leads.services.registration import register_lead, update_lead
from tests.factories import LeadFactory, UserFactory
from tests.journal.ingest.sender import activity, service
from tests.leads.consumers.crm import day, deliver, fresh_id, outcome_of, report, send, told

pytestmark = pytest.mark.django_db

LATER = UUID("ffffffff-0000-4000-8000-000000000000")
EARLIER = UUID("00000000-0000-4000-8000-000000000000")


def test_a_created_lead_is_protected_under_its_own_id(owner: User) -> None:
    lead_id = fresh_id()
    report("lead.created", lead_id, 3, owner.pk, territory="AT", company="Zum Löwen", city="Linz", postal_code="4020")

    lead = Lead.objects.get(pk=lead_id)
    assert (lead.user, lead.created_at, lead.company, lead.territory) == (owner, day(3), "Zum Löwen", "AT")
    assert told(lead_id, "lead.protection") == ["lead.protection.started"]
    found = protection_of(lead_id)
    assert found is not None
    assert found.is_protected
    assert count_drift() == {"drifted": 0}


def test_the_numbers_drawn_here_stay_ahead_of_ids_from_outside(owner: User) -> None:
    outside = fresh_id() + 5000
    report("lead.created", outside, 3, owner.pk, company="Zum Löwen", city="Linz")

    assert register_lead(actor=None, user_id=owner.pk, company="Krone", city="Ulm").lead.pk > outside


def test_the_same_registration_again_changes_nothing(owner: User) -> None:
    lead_id = fresh_id()
    for _ in range(2):
        event = report("lead.created", lead_id, 3, owner.pk, company="Zum Löwen", city="Linz")
        assert outcome_of(event) == ("DELIVERED", "")

    assert Lead.objects.count() == 1


def test_an_id_that_is_another_leads_is_refused(owner: User, lead: Lead) -> None:
    event = report("lead.created", lead.pk, 3, owner.pk, company="Zum Löwen", city="Linz")

    state, error = outcome_of(event)
    assert state == "PARKED"
    assert str(lead.pk) in error


def test_a_company_that_is_protected_for_somebody_else_is_refused_and_the_others_are_not(owner: User) -> None:
    first_id, second_id = fresh_id(), fresh_id()
    LeadFactory.create(company="Gasthof Krone GmbH", city="Ulm")
    refused = send("lead.created", first_id, 3, owner.pk, company="Gasthof Krone", city="Ulm")
    accepted = send("lead.created", second_id, 3, owner.pk, company="Gasthof Adler", city="Ulm")
    deliver()

    assert outcome_of(refused)[0] == "PARKED"
    assert outcome_of(accepted)[0] == "DELIVERED"
    assert set(Lead.objects.filter(pk__in=[first_id, second_id]).values_list("pk", flat=True)) == {second_id}


def test_two_of_one_batch_for_the_same_company_make_one_lead(owner: User) -> None:
    first_id, second_id = fresh_id(), fresh_id()
    first = send("lead.created", first_id, 3, owner.pk, company="Gasthof Krone", city="Ulm")
    second = send("lead.created", second_id, 3, UserFactory.create().pk, company="GASTHOF KRONE", city="Ulm")
    deliver()

    assert [outcome_of(event)[0] for event in (first, second)] == ["DELIVERED", "PARKED"]


def test_an_unknown_user_is_waited_for(db: None) -> None:
    lead_id = fresh_id()
    event = report("lead.created", lead_id, 3, 999_999, company="Krone", city="Ulm")
    state, error = outcome_of(event)
    assert state == "PENDING"
    assert "999999" in error


def test_what_comes_before_its_lead_is_taken_as_soon_as_the_lead_is_there(owner: User) -> None:
    lead_id = fresh_id()
    early = report("lead.activity.created", lead_id, 5, owner.pk, kind="QUALIFIED_CALL")
    assert outcome_of(early)[0] == "PENDING"

    report("lead.created", lead_id, 3, owner.pk, company="Krone", city="Ulm")

    assert outcome_of(early)[0] == "DELIVERED"
    assert LeadActivity.objects.get().occurred_at == day(5)


def test_an_activity_that_is_sent_again_does_not_double(lead: Lead) -> None:
    for _ in range(2):
        report("lead.activity.created", lead.pk, 5, kind="QUALIFIED_CALL", activity_id="A-1")
        send("lead.activity.created", lead.pk, 6, kind="NOTE", activity_id="A-2", note="Grüße")
        send("lead.activity.created", lead.pk, 6, kind="NOTE", activity_id="A-2", note="Grüße")
        deliver()

    found = LeadActivity.objects.order_by("occurred_at").values_list("kind", "qualified", "source", "external_id")
    assert list(found) == [("QUALIFIED_CALL", True, "crm", "A-1"), ("NOTE", False, "crm", "A-2")]


def test_another_leads_activity_id_is_refused(lead: Lead) -> None:
    report("lead.activity.created", lead.pk, 5, kind="QUALIFIED_CALL", activity_id="A-1")
    other = LeadFactory.create(created_at=day(0))
    event = report("lead.activity.created", other.pk, 5, kind="QUALIFIED_CALL", activity_id="A-1")
    assert outcome_of(event)[0] == "PARKED"


@pytest.mark.parametrize(
    ("event_type", "details"),
    [
        ("lead.activity.created", {"kind": "QUALIFIED_CALL"}),
        ("sample.requested", {"sample_id": "S-1"}),
        ("lead.updated", {"phone": "1"}),
        ("lead.converted", {}),
    ],
)
def test_what_lies_in_the_future_is_refused(lead: Lead, event_type: str, details: dict[str, Any]) -> None:
    event = report(event_type, lead.pk, 200, **details)
    assert outcome_of(event)[0] == "PARKED"
    assert not LeadActivity.objects.exists()
    assert not LeadDebt.objects.exists()


def test_an_assigned_lead_is_handed_over_at_its_instant(lead: Lead) -> None:
    heir, last = UserFactory.create_batch(2)
    report("lead.assigned", lead.pk, 40, last.pk, mode="INHERIT")
    report("lead.assigned", lead.pk, 20, heir.pk)

    held = LeadOwnership.objects.filter(lead=lead).order_by("valid_from")
    assert [(each.user, each.mode, each.protection_started_at) for each in held][1:] == [
        (heir, "RESTART", day(20)),
        (last, "INHERIT", day(20)),
    ]


@pytest.mark.parametrize("order", [(EARLIER, LATER), (LATER, EARLIER)])
def test_of_two_handovers_at_one_instant_the_greater_id_holds(lead: Lead, order: tuple[UUID, UUID]) -> None:
    users = {EARLIER: UserFactory.create(), LATER: UserFactory.create()}
    for event_id in order:
        report("lead.assigned", lead.pk, 20, users[event_id].pk, event_id=event_id)

    lead.refresh_from_db()
    assert lead.user == users[LATER]
    assert LeadOwnership.objects.filter(lead=lead, voided_at=None).count() == 2


def test_a_handover_before_the_registration_is_refused(lead: Lead) -> None:
    event = report("lead.assigned", lead.pk, -1, UserFactory.create().pk)
    assert outcome_of(event)[0] == "PARKED"


@pytest.mark.parametrize("order", [(EARLIER, LATER), (LATER, EARLIER)])
def test_of_two_statuses_at_one_instant_the_greater_id_holds(lead: Lead, order: tuple[UUID, UUID]) -> None:
    kinds = {EARLIER: "lead.converted", LATER: "lead.withdrawn"}
    for event_id in order:
        report(kinds[event_id], lead.pk, 20, event_id=event_id)

    lead.refresh_from_db()
    assert (lead.status, lead.status_at) == ("WITHDRAWN", day(20))
    report("lead.status.changed", lead.pk, 10, status="CONVERTED")
    lead.refresh_from_db()
    assert lead.status == "WITHDRAWN"
    assert LeadStatusChange.objects.filter(lead=lead, voided_at=None).count() == 2


def test_of_each_field_the_newest_event_holds_and_staff_is_overwritten_by_newer_ones_only(lead: Lead) -> None:
    report("lead.updated", lead.pk, 20, company="Neu", city="Ulm")
    report("lead.updated", lead.pk, 10, company="Alt", phone="+49 931 1")
    lead.refresh_from_db()
    assert (lead.company, lead.city, lead.phone) == ("Neu", "Ulm", "+49 931 1")

    update_lead(lead_id=lead.pk, actor=None, company="Von Hand")
    report("lead.updated", lead.pk, 15, company="Dazwischen")
    replay_events(actor=None, reason="Test", event_types=["lead.updated"])
    deliver()
    lead.refresh_from_db()
    assert lead.company == "Von Hand"
    report("lead.updated", lead.pk, 21, company="Neuer")
    lead.refresh_from_db()
    assert lead.company == "Neuer"


def test_a_correction_into_a_protected_company_is_refused_whole(lead: Lead) -> None:
    LeadFactory.create(company="Gasthof Krone", city="Ulm", postal_code="89073")
    event = report("lead.updated", lead.pk, 10, company="Gasthof Krone", city="Ulm", phone="1")
    lead.refresh_from_db()
    assert outcome_of(event)[0] == "PARKED"
    assert lead.phone == ""


def test_our_own_changes_of_status_are_not_taken_for_the_crms(lead: Lead) -> None:
    report("lead.converted", lead.pk, 10)
    assert told(lead.pk, "lead.status") == ["lead.status.changed"]
    assert LeadStatusChange.objects.filter(lead=lead).count() == 1


def test_an_event_without_a_zone_or_a_lead_is_refused(lead: Lead) -> None:
    naive = send("lead.converted", lead.pk, day(3).replace(tzinfo=None))
    impossible = send("lead.converted", 2**60, 3)
    deliver()
    assert [outcome_of(event)[0] for event in (naive, impossible)] == ["PARKED", "PARKED"]


def test_who_reports_about_one_territory_cannot_reach_a_lead_that_turns_out_to_be_in_another(owner: User) -> None:
    swiss = service(("CH",))
    early = activity(lead_id=fresh_id(), territory="CH")
    swiss.post("/events/", early)

    report("lead.created", early["lead_id"], 0, owner.pk, territory="DE", company="Gasthof Adler", city="Ulm")

    assert outcome_of(UUID(early["event_id"]))[0] == "PARKED"
    assert not LeadActivity.objects.filter(lead_id=early["lead_id"]).exists()

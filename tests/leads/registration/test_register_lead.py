"""Registering a lead: protected at once, found again, or refused because somebody else's protection stands."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from leads.errors import FactRefused, LeadConflict
from leads.models import Lead, LeadStatus
from leads.querysets.protection import protection_of
from leads.services.ownership import reassign_lead
from leads.services.registration import register_lead, update_lead
from leads.services.status import change_status
from tests.factories import UserFactory
from tests.leads.moments import ago, ahead

pytestmark = pytest.mark.django_db


def test_a_registered_lead_is_protected_from_its_registration() -> None:
    owner, registered_at = UserFactory.create(), ago(10)

    lead = register_lead(
        actor=None, user_id=owner.pk, company="Gasthof Löwen", city="Ulm", registered_at=registered_at
    ).lead

    reading = protection_of(lead.pk)
    assert reading is not None
    assert (reading.user_id, reading.started_at, reading.is_protected) == (owner.pk, registered_at, True)


@pytest.mark.parametrize(
    ("company", "city", "postal_code"),
    [
        ("GASTHOF LÖWEN", "Ulm", ""),
        ("Gasthof Loewen", "ulm", ""),
        ("Gasthof Löwen GmbH & Co. KG", "Ulm", ""),
        ("Gasthof-Löwen, e.K.", "", "89073"),
        ("Gasthof Löwen AG", "Neu-Ulm", "89073"),
    ],
)
def test_the_same_company_in_the_same_place_is_a_conflict_for_another_user(
    company: str, city: str, postal_code: str
) -> None:
    first, second = UserFactory.create(), UserFactory.create()
    known = register_lead(actor=None, user_id=first.pk, company="Gasthof Löwen", city="Ulm", postal_code="89073").lead

    with pytest.raises(LeadConflict) as refused:
        register_lead(actor=None, user_id=second.pk, company=company, city=city, postal_code=postal_code)

    assert refused.value.params == {"lead_id": known.pk}


@pytest.mark.parametrize(
    ("company", "city"), [("Gasthof Löwen", "Wien"), ("Gasthof Löwenbräu", "Ulm"), ("Hotel Löwen", "Ulm")]
)
def test_another_company_or_place_is_no_conflict(company: str, city: str) -> None:
    first, second = UserFactory.create(), UserFactory.create()
    register_lead(actor=None, user_id=first.pk, company="Gasthof Löwen", city="Ulm")

    assert register_lead(actor=None, user_id=second.pk, company=company, city=city).created


def test_an_expired_protection_stands_against_nobody() -> None:
    first, second = UserFactory.create(), UserFactory.create()
    register_lead(actor=None, user_id=first.pk, company="Gasthof Löwen", city="Ulm", registered_at=ago(300))

    assert register_lead(actor=None, user_id=second.pk, company="Gasthof Löwen", city="Ulm").created


def test_the_same_user_finds_the_lead_again() -> None:
    owner = UserFactory.create()
    first = register_lead(actor=None, user_id=owner.pk, company="Gasthof Löwen", city="Ulm")

    again = register_lead(actor=None, user_id=owner.pk, company="Gasthof Löwen GmbH", city="Ulm")

    assert (again.lead, again.created) == (first.lead, False)


def test_the_same_external_id_finds_the_lead_again() -> None:
    owner = UserFactory.create()
    first = register_lead(actor=None, user_id=owner.pk, company="A", city="Ulm", source="crm", external_id="7")

    again = register_lead(actor=None, user_id=owner.pk, company="B", city="Bern", source="crm", external_id="7")

    assert (again.lead, again.created) == (first.lead, False)


def test_the_same_external_id_of_a_lead_that_was_handed_on_is_no_second_lead() -> None:
    first, second = UserFactory.create(), UserFactory.create()
    sent: dict[str, Any] = {"user_id": first.pk, "company": "A", "city": "Ulm", "source": "crm", "external_id": "7"}
    lead = register_lead(actor=None, registered_at=ago(1), **sent).lead
    reassign_lead(lead_id=lead.pk, actor=None, user_id=second.pk)

    again = register_lead(actor=None, **sent)

    assert (again.lead, again.created) == (lead, False)


def test_the_external_id_of_somebody_elses_lead_is_a_conflict() -> None:
    first, second = UserFactory.create(), UserFactory.create()
    register_lead(actor=None, user_id=first.pk, company="A", city="Ulm", source="crm", external_id="7")

    with pytest.raises(LeadConflict):
        register_lead(actor=None, user_id=second.pk, company="B", city="Bern", source="crm", external_id="7")


def test_the_same_number_in_two_sources_is_two_external_ids() -> None:
    first, second = UserFactory.create(), UserFactory.create()
    register_lead(actor=None, user_id=first.pk, company="A", city="Ulm", source="crm", external_id="7")

    with pytest.raises(LeadConflict):
        register_lead(actor=None, user_id=second.pk, company="A", city="Ulm", source="fair", external_id="7")


def test_the_same_postal_code_in_two_countries_is_two_places() -> None:
    first, second = UserFactory.create(), UserFactory.create()
    register_lead(actor=None, user_id=first.pk, company="Hotel Post", city="Linz", postal_code="4020", territory="AT")

    assert register_lead(
        actor=None, user_id=second.pk, company="Hotel Post", city="Basel", postal_code="4020", territory="CH"
    ).created


def test_the_very_same_registration_is_no_new_one_when_its_protection_has_ended() -> None:
    owner, registered_at = UserFactory.create(), ago(300)
    first = register_lead(actor=None, user_id=owner.pk, company="A", city="Ulm", registered_at=registered_at)

    again = register_lead(actor=None, user_id=owner.pk, company="A", city="Ulm", registered_at=registered_at)

    assert (again.lead, again.created) == (first.lead, False)


def test_nor_when_the_lead_has_been_handed_on_and_is_won() -> None:
    owner, other, registered_at = UserFactory.create(), UserFactory.create(), ago(30)
    first = register_lead(actor=None, user_id=owner.pk, company="A", city="Ulm", registered_at=registered_at)
    reassign_lead(lead_id=first.lead.pk, actor=None, user_id=other.pk)
    change_status(lead_id=first.lead.pk, actor=None, status=LeadStatus.CONVERTED)

    again = register_lead(actor=None, user_id=owner.pk, company="A", city="Ulm", registered_at=registered_at)

    assert (again.lead, again.created) == (first.lead, False)


def test_a_user_whose_protection_has_ended_may_register_anew() -> None:
    owner = UserFactory.create()
    register_lead(actor=None, user_id=owner.pk, company="A", city="Ulm", registered_at=ago(300))

    assert register_lead(actor=None, user_id=owner.pk, company="A", city="Ulm").created


def test_a_registration_in_the_future_is_refused() -> None:
    with pytest.raises(FactRefused) as refused:
        register_lead(
            actor=None, user_id=UserFactory.create().pk, company="Gasthof Löwen", city="Ulm", registered_at=ahead(1)
        )

    assert refused.value.code == "registration_in_future"


def test_renaming_into_somebody_elses_company_is_a_conflict() -> None:
    first, second = UserFactory.create(), UserFactory.create()
    register_lead(actor=None, user_id=first.pk, company="Gasthof Löwen", city="Ulm")
    lead = register_lead(actor=None, user_id=second.pk, company="Hotel Post", city="Ulm").lead

    with pytest.raises(LeadConflict):
        update_lead(lead_id=lead.pk, actor=None, company="Gasthof Löwen")


@pytest.mark.django_db(transaction=True)
def test_two_registrations_at_the_same_moment_cannot_both_pass() -> None:
    owners = [UserFactory.create() for _ in range(4)]
    start = threading.Barrier(len(owners))

    def register(user_id: int) -> bool:
        try:
            start.wait()
            return register_lead(actor=None, user_id=user_id, company="Gasthof Löwen", city="Ulm").created
        except LeadConflict:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(owners)) as pool:
        created = list(pool.map(register, [owner.pk for owner in owners]))

    assert sum(created) == 1
    assert Lead.objects.count() == 1

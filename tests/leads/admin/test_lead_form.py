"""Registering a lead by hand, and correcting what describes it."""

from typing import Any

import pytest

from core.models import User
from leads.models import Lead, LeadContact
from tests.factories import LeadFactory, UserFactory
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import LIST, Desk, page_of
from tests.leads.moments import ago, expired_lead, lead_in_base

ADD = f"{LIST}add/"
NO_CONTACTS = {"contacts-TOTAL_FORMS": "0", "contacts-INITIAL_FORMS": "0"}


def form(owner: User, **values: Any) -> dict[str, Any]:
    """A filled-in form for a new lead."""
    named = {"company": "Gasthof Krone", "city": "Wien", "postal_code": "1010", "territory": "AT", "user": owner.pk}
    return {**named, **NO_CONTACTS, **values}


@pytest.fixture
def owner(db: None) -> User:
    return UserFactory.create(first_name="Katharina", last_name="Weiß", territories=["AT"])


def test_a_new_lead_is_protected_at_once_and_its_page_says_until_when(clerk: Desk, owner: User) -> None:
    page = clerk.post(ADD, form(owner, phone="+43 1 1", website="https://krone.example"), follow=True)

    lead = Lead.objects.get()
    assert (lead.company, lead.user, lead.territory, lead.phone) == ("Gasthof Krone", owner, "AT", "+43 1 1")
    assert page.response.redirect_chain == [(page_of(lead), 302)]
    (message,) = page.messages
    assert message.startswith("Gasthof Krone is registered. Protection ends on ")


def test_it_may_have_been_registered_before(clerk: Desk, owner: User) -> None:
    clerk.post(ADD, form(owner, created_at_0="2026-03-29", created_at_1="02:30"))
    # That hour did not exist in Berlin: forward by the gap, as everywhere.
    assert Lead.objects.get().created_at.isoformat() == "2026-03-29T01:30:00+00:00"


def test_contacts_come_with_it(clerk: Desk, owner: User) -> None:
    contact = {"contacts-TOTAL_FORMS": "1", "contacts-0-name": "Johanna Maier", "contacts-0-role": "Küchenchefin"}
    clerk.post(ADD, form(owner) | contact)
    assert LeadContact.objects.get().lead == Lead.objects.get()


def test_add_another_leads_to_the_next_form(clerk: Desk, owner: User) -> None:
    page = clerk.post(ADD, form(owner, _addanother="1"), follow=True)
    assert page.response.redirect_chain == [(ADD, 302)]
    assert page_of(Lead.objects.get()) in page.links


@pytest.mark.parametrize(
    ("values", "field", "told"),
    [
        ({"company": ""}, "company", "This field is required."),
        ({"city": "", "postal_code": ""}, "city", "A lead needs a place"),
        ({"user": ""}, "user", "This field is required."),
        ({"territory": "FR"}, "territory", "Select a valid choice"),
        ({"created_at_0": "2150-01-01", "created_at_1": "08:00"}, "created_at", "cannot lie in the future"),
        ({"created_at_0": "2026-01-01"}, "created_at", "Enter a valid time"),
    ],
)
def test_what_is_refused_is_told_at_its_field(
    clerk: Desk, owner: User, values: dict[str, str], field: str, told: str
) -> None:
    page = clerk.post(ADD, form(owner) | values)
    assert page.status == 200
    assert told in page.errors[field][0]
    assert not Lead.objects.exists()


def test_a_company_that_is_protected_for_somebody_else(clerk: Desk, owner: User) -> None:
    other = lead_in_base(company="Gasthof KRONE GmbH", city="Wien", territory="AT")

    page = clerk.post(ADD, form(owner))

    told = page.errors["company"][0]
    assert told.startswith("This company in this place is protected for somebody else:")
    assert other.company in told
    assert str(other.user) in told
    assert page_of(other) in page.links
    assert Lead.objects.count() == 1


def test_whom_it_is_protected_for_is_told_only_to_people_who_may_see_it(desk: NewDesk, owner: User) -> None:
    other = lead_in_base(company="Gasthof Krone", city="Wien", territory="DE")

    page = desk("clerk", territories=["AT"]).post(ADD, form(owner))

    assert page.errors["company"] == ["This company in this place is protected for somebody else."]
    assert page_of(other) not in page.links


def test_once_protection_is_over_it_is_free_again(clerk: Desk, owner: User) -> None:
    expired_lead(company="Gasthof Krone", city="Wien", territory="AT")
    clerk.post(ADD, form(owner))
    assert Lead.objects.filter(user=owner).count() == 1


def test_the_same_lead_again_is_found_and_not_doubled(clerk: Desk, owner: User) -> None:
    for _ in range(2):
        page = clerk.post(ADD, form(owner), follow=True)
    assert page.messages == ["This lead was registered already; nothing has been changed."]
    assert Lead.objects.count() == 1


def test_a_clerk_of_one_territory_registers_there(desk: NewDesk) -> None:
    swiss = desk("clerk", territories=["CH"])
    berner = UserFactory.create(last_name="Berner", territories=["CH"])
    wiener = UserFactory.create(last_name="Wiener", territories=["AT"])

    page = swiss.get(ADD)
    assert "Berner (CH)" in page.text
    assert "Wiener" not in page.text
    territories = [o.get("value") for s in page.root.iter("select") if s.get("name") == "territory" for o in s]
    assert territories == ["CH"]

    assert "user" in swiss.post(ADD, form(wiener, territory="CH")).errors
    assert "territory" in swiss.post(ADD, form(berner, territory="AT")).errors
    swiss.post(ADD, form(berner, territory="CH", city="Bern", postal_code="3011"))
    assert Lead.objects.get().territory == "CH"


def test_correcting_the_description(clerk: Desk) -> None:
    lead = lead_in_base(company="Gasthof Alt", territory="AT")
    values = {"company": "Gasthof Neu", "city": "Graz", "postal_code": "8010", "territory": "AT", **NO_CONTACTS}

    clerk.post(page_of(lead), values)

    lead.refresh_from_db()
    assert (lead.company, lead.city) == ("Gasthof Neu", "Graz")


def test_owner_and_start_are_not_fields_of_a_registered_lead(clerk: Desk) -> None:
    lead = lead_in_base(territory="AT")
    before = (lead.user_id, lead.created_at)
    thief = UserFactory.create()
    values = {"company": "Neu", "city": "Graz", "territory": "AT", "user": thief.pk, "created_at_0": "2020-01-01"}

    clerk.post(page_of(lead), {**values, "created_at_1": "08:00", "status": "CONVERTED", **NO_CONTACTS})

    lead.refresh_from_db()
    assert (lead.user_id, lead.created_at, lead.status) == (*before, "OPEN")
    assert lead.company == "Neu"


def test_a_correction_into_a_company_of_somebody_else(clerk: Desk) -> None:
    other = LeadFactory.create(company="Gasthof Krone", city="Wien", postal_code="1010", created_at=ago(3))
    lead = lead_in_base(company="Gasthof Alt", city="Wien")
    values = {"company": "Gasthof Krone", "city": "Wien", "postal_code": "1010", "territory": "DE", **NO_CONTACTS}

    page = clerk.post(page_of(lead), values)

    assert "protected for somebody else" in page.errors["company"][0]
    assert page_of(other) in page.links
    lead.refresh_from_db()
    assert lead.company == "Gasthof Alt"


def test_nothing_corrected_is_nothing_changed(clerk: Desk) -> None:
    lead = lead_in_base(territory="AT")
    values = {name: getattr(lead, name) for name in ("company", "city", "postal_code", "territory")}
    assert clerk.post(page_of(lead), {**values, **NO_CONTACTS}).status == 302

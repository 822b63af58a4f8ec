"""Evidence carries a contact's subject key, never the person: erasing the contact erases them."""

from django.contrib.admin.models import LogEntry
from django.db import connection

from leads.models import Lead, LeadContact
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk, page_of
from tests.leads.moments import lead_in_base

PERSON = "Johanna Maier"


def _send(person: Desk, lead: Lead, **contact: str) -> None:
    known = str(LeadContact.objects.filter(lead=lead).count())
    contact["lead"] = str(lead.pk)
    values = {f"contacts-0-{name}": value for name, value in contact.items()}
    described = {name: getattr(lead, name) for name in ("company", "city", "postal_code", "territory")}
    page = person.post(
        page_of(lead), {**described, "contacts-TOTAL_FORMS": "1", "contacts-INITIAL_FORMS": known, **values}
    )
    assert page.status == 302


def _everything_said() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(string_agg(to_jsonb(e)::text, ' '), '') FROM integration.event_journal e")
        (events,) = cursor.fetchone()
    return " ".join([events, *(f"{entry} {entry.change_message}" for entry in LogEntry.objects.all())])


def test_a_contact_s_name_is_in_no_log(desk: NewDesk) -> None:
    person, lead = desk("administrator"), lead_in_base()
    _send(person, lead, name=PERSON, role="Küchenchefin")
    contact = LeadContact.objects.get()
    _send(person, lead, id=str(contact.pk), name=f"{PERSON}-Huber", role="Küchenchefin")
    _send(person, lead, id=str(contact.pk), name=f"{PERSON}-Huber", DELETE="on")

    assert not LeadContact.objects.exists()
    assert LogEntry.objects.count() == 3
    assert PERSON not in _everything_said()
    assert all(str(contact.subject_key) in entry.change_message for entry in LogEntry.objects.all())

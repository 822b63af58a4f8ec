"""Who was notified, who is next, and who sees addresses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from operations.incidents.models import Incident, Page, PageState
from operations.runbooks.models import Contact
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk
from tests.leads.admin.document import by_id, words
from tests.operations.incidents.admin.scene import do, leads_wait, room_of, shift, somebody
from tests.operations.incidents.scenes import on_call

pytestmark = pytest.mark.django_db


def test_the_page_says_who_is_next_and_when(boss: Desk) -> None:
    Contact.objects.create(role="operations-lead", name="Frau Maier", email="maier@example.org")
    shift(somebody())
    incident = leads_wait()
    page = boss.get(room_of(incident))
    assert "Unless somebody acknowledges it, it is escalated at" in page.text
    assert "Operations lead (Frau Maier)" in page.text
    assert "Anna Huber" in words(by_id(page.root, "notified"))
    boss.post(do(incident, "acknowledge"), {})
    assert "Unless somebody acknowledges it" not in boss.get(room_of(incident)).text


def test_whoever_has_been_reached_is_not_the_next_one(boss: Desk) -> None:
    both = shift(somebody(email="anna@example.org"))
    on_call("operations-lead", user=both.user)
    incident = leads_wait()
    assert "Operations lead (nobody else can be reached)" in boss.get(room_of(incident)).text
    Contact.objects.create(role="operations-lead", name="Frau Maier", email="maier@example.org")
    assert "Operations lead (Frau Maier)" in boss.get(room_of(incident)).text


def test_where_nobody_is_left_it_says_so(boss: Desk) -> None:
    incident = leads_wait()
    Incident.objects.filter(pk=incident.pk).update(paging_since=timezone.now() - timedelta(days=1))
    assert "there is nobody left to notify. Call somebody." in boss.get(room_of(incident)).text


def test_a_failed_notification_says_why(boss: Desk) -> None:
    shift(somebody())
    incident = leads_wait()
    Page.objects.filter(incident=incident).update(state=PageState.FAILED, error="550 no such mailbox")
    told = words(by_id(boss.get(room_of(incident)).root, "notified"))
    assert "failed" in told
    assert "550 no such mailbox" in told


def test_addresses_are_contacts(desk: NewDesk) -> None:
    shift(somebody(email="anna@example.org"))
    incident = leads_wait()
    sees = {role: "anna@example.org" in desk(role).get(room_of(incident)).text for role in ("viewer", "lead")}
    expected = {role: desk(role).user.has_perm("runbooks.view_contact") for role in ("viewer", "lead")}
    assert sees == expected

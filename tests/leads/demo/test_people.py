"""The demo's representatives can follow the link in their reminder."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from leads.demo.people import PASSWORD, REPRESENTATIVES, create_people
from leads.mail.reminder import ReminderMail, build_message
from leads.models import Lead
from tests.leads.moments import lead_in_grace

pytestmark = pytest.mark.django_db


def _link(lead: Lead) -> str:
    """The path that the reminder's mail leads to."""
    message = build_message(
        ReminderMail(
            lead_id=lead.pk,
            message_id="<1@example.org>",
            expires_at=timezone.now(),
            days_remaining=3,
            company=lead.company,
            recipient=lead.user.email,
            language="en",
            first_name=lead.user.first_name,
            last_name=lead.user.last_name,
            follow_up_days=60,
            grace_days=10,
        )
    )
    found = re.search(r"https?://[^/\s]+(/\S+)", str(message.body))
    assert found is not None
    return found[1]


def test_a_representative_signs_in_and_sees_the_lead_of_the_mail(client: Client) -> None:
    for representative in create_people():
        lead = lead_in_grace(user=representative, territory=representative.territories[0])
        answer = client.post(
            f"/admin/login/?next={_link(lead)}",
            {"username": representative.username, "password": PASSWORD},
            follow=True,
        )
        assert answer.redirect_chain == [(_link(lead), 302)]
        assert (answer.status_code, lead.company in answer.content.decode()) == (200, True)
        client.logout()


def test_they_see_their_territories_and_change_nothing(client: Client) -> None:
    (swiss,) = [person for person in create_people() if person.username == "luca.meier"]
    client.force_login(swiss)
    german = lead_in_grace(territory="DE")
    assert client.get(_link(german)).status_code == 302
    assert not swiss.has_perm("leads.change_lead")
    assert not swiss.has_perm("leads.place_hold")


def test_a_second_start_creates_nobody_twice() -> None:
    first = create_people()
    assert create_people() == first
    assert [person.username for person in first] == [person.username for person in REPRESENTATIVES]

"""What the mail says, and in which language."""

import pytest
from django.utils import translation
from django.utils.formats import date_format
from pytest_django.fixtures import Settings

from core.walltime import berlin_wall
from leads.services.reminders import dispatch_reminders
from tests.factories import UserFactory
from tests.leads.reminders.due import due_lead, reminder_of
from tests.leads.reminders.sink import Sink

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_due_reminder_reaches_its_user_once(sink: Sink) -> None:
    lead = due_lead()
    assert [dispatch_reminders().sent, dispatch_reminders().sent] == [1, 0]
    (mail,) = sink.mails
    assert mail.recipient == lead.user.email
    assert mail.message_id == reminder_of(lead).message_id


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_text_and_html_say_the_same(sink: Sink, settings: Settings, kind: str) -> None:
    settings.PUBLIC_URL = "https://freshops.example.org"
    lead = due_lead(company="Gasthof Grüner Baum", user=UserFactory.create(language="en", first_name="Jörg"))
    dispatch_reminders()
    text = sink.mails[0].text(kind)
    reminder = reminder_of(lead)
    assert "Gasthof Grüner Baum" in text
    assert "Hello Jörg" in text
    with translation.override("en"):
        assert date_format(reminder.window_start) in text
    assert f"Days remaining{': ' if kind == 'plain' else '</th><td>'}" in text
    assert "Qualified call" in text
    assert "ROI presentation" in text
    assert "60 days and 10 days of grace" in text
    assert f"https://freshops.example.org/admin/leads/lead/{lead.pk}/change/" in text


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_the_link_leads_where_the_installation_says(sink: Sink, settings: Settings, kind: str) -> None:
    settings.LEAD_LINK_URL = "https://crm.example.org/leads/{lead_id}?from=mail"
    lead = due_lead()
    dispatch_reminders()
    text = sink.mails[0].text(kind)
    assert f"https://crm.example.org/leads/{lead.pk}?from=mail" in text
    assert "/admin/" not in text


def test_the_days_remaining_are_counted_from_the_day_it_is_sent(sink: Sink) -> None:
    lead = due_lead(user=UserFactory.create(language="en"))
    dispatch_reminders()
    reminder = reminder_of(lead)
    assert reminder.sent_at is not None
    days = (reminder.window_start - berlin_wall(reminder.sent_at).date()).days
    assert f"Days remaining: {days}" in sink.mails[0].text("plain")


@pytest.mark.parametrize(("language", "date"), [("de", "j. F Y"), ("en", "j F Y")])
def test_the_mail_is_in_the_user_s_language(sink: Sink, language: str, date: str) -> None:
    lead = due_lead(user=UserFactory.create(language=language))
    dispatch_reminders()
    (mail,) = sink.mails
    assert mail.message["Content-Language"] == language
    assert f'<html lang="{language}">' in mail.text("html")
    with translation.override(language):
        assert date_format(reminder_of(lead).window_start, date) in mail.text("plain")


def test_a_company_cannot_break_out_of_subject_or_html(sink: Sink) -> None:
    due_lead(company="Evil\nBcc: all@example.org <script>alert(1)</script>")
    dispatch_reminders()
    (mail,) = sink.mails
    assert mail.message["Bcc"] is None
    assert "Evil Bcc: all@example.org" in mail.message["Subject"]
    assert "<script>" not in mail.text("html")


def test_a_lead_without_a_company_is_named_by_its_number(sink: Sink) -> None:
    lead = due_lead(company="", user=UserFactory.create(language="en"))
    dispatch_reminders()
    assert f"Lead {lead.pk}" in sink.mails[0].message["Subject"]


def test_no_out_of_office_note_comes_back(sink: Sink) -> None:
    due_lead()
    dispatch_reminders()
    assert sink.mails[0].message["Auto-Submitted"] == "auto-generated"

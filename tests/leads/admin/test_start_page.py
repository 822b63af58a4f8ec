"""The start page: what needs attention today, for whoever looks, in their territories."""

from xml.etree.ElementTree import Element

import pytest
from django.db import connection
from django.utils import timezone

from leads.models import Lead, LeadExpiry, LeadReminder, LeadStatus
from leads.querysets.overview import expiring_by_week, running_holds_by_reason, sent_in_time
from leads.services.holds import place_hold
from leads.services.status import change_status
from tests.factories import LeadFactory, UserFactory
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import LIST, Desk, Page, page_of
from tests.leads.admin.document import with_class, words
from tests.leads.admin.test_list import expiring
from tests.leads.moments import ago, ahead, lead_in_base


def cards(page: Page) -> dict[str, Element]:
    """The figures by their label."""
    return {words(next(with_class(card, "card-label"))): card for card in with_class(page.root, "card")}


def figure(page: Page, label: str) -> tuple[str, str, set[str]]:
    """Value, note and classes of a figure."""
    card = cards(page)[label]
    strong = next(card.iter("strong"))
    return words(strong), words(next(with_class(card, "card-note"))), set(card.get("class", "").split())


def attention(page: Page) -> list[str]:
    """What needs attention, line by line."""
    (section,) = with_class(page.root, "attention")
    return [words(line) for line in section.iter("li")]


def standing(days: float, reason: str = "PRICE", **values: object) -> Lead:
    """A lead whose clock has been standing for so many days."""
    lead: Lead = LeadFactory.create(created_at=ago(days + 20), **values)
    place_hold(lead_id=lead.pk, actor=None, reason_code=reason, start_at=ago(days))
    return lead


def reminder(lead: Lead, **values: object) -> LeadReminder:
    """A reminder of a lead, due two hours ago."""
    two_hours_ago = ago(2 / 24)
    given = {"due_at": two_hours_ago, "expires_at": ahead(5), "window_start": ahead(5).date(), **values}
    made: LeadReminder = LeadReminder.objects.create(lead=lead, user=lead.user, territory=lead.territory, **given)
    return made


def violation(lead: Lead, **values: object) -> LeadExpiry:
    """Protection that ended, and nobody was reminded."""
    given = {"window_start": ago(1).date(), "expired_at": ago(1), "unreminded": True, **values}
    made: LeadExpiry = LeadExpiry.objects.create(lead=lead, user=lead.user, territory=lead.territory, **given)
    return made


def test_a_quiet_day(clerk: Desk) -> None:
    page = clerk.get("/admin/")
    assert figure(page, "Expires within 10 days") == ("0", "all reminders sent", {"card", "neutral"})
    assert figure(page, "Clock stands") == ("0", "none for over 30 days", {"card", "neutral"})
    assert figure(page, "Reminders within 60 minutes")[:2] == ("–", "none due in the last 30 days")
    assert figure(page, "Expired without a reminder") == ("0", "none open", {"card", "good"})
    assert "Nothing needs attention at the moment." in page.text
    assert "Why clocks stand" not in page.text


def test_the_figures_of_a_busy_day(clerk: Desk) -> None:
    soon = expiring("Bald", 5)
    expiring("Später", 20)
    standing(5)
    standing(40, company="Lange")
    reminder(soon, status="SENT", sent_at=ago(1.5 / 24))
    reminder(standing(1), status="SENT", sent_at=ago(0.2 / 24))
    violation(lead_in_base())

    page = clerk.get("/admin/")

    assert figure(page, "Expires within 10 days")[0] == "1"
    assert figure(page, "Clock stands") == ("3", "1 for over 30 days", {"card", "warning"})
    assert figure(page, "Reminders within 60 minutes") == ("50.0 %", "target 95 % · last 30 days", {"card", "danger"})
    assert figure(page, "Expired without a reminder") == ("1", "to be acknowledged", {"card", "danger"})


@pytest.mark.parametrize("label", ["Expires within 10 days", "Clock stands", "Expired without a reminder"])
def test_a_figure_leads_to_as_many_rows(clerk: Desk, label: str) -> None:
    for status in (LeadStatus.OPEN, LeadStatus.CONVERTED):
        for lead in (expiring("Bald", 5), standing(5)):
            change_status(lead_id=lead.pk, actor=None, status=status)
    violation(lead_in_base())
    violation(lead_in_base(), acknowledged_at=timezone.now(), acknowledged_by=clerk.user)
    violation(lead_in_base(), revived_at=timezone.now())
    page = clerk.get("/admin/")

    path, _, query = cards(page)[label].get("href", "").partition("?")

    assert len(clerk.get(path, query).listing) == int(figure(page, label)[0]) == 1


def test_the_worst_comes_first_and_leads_to_its_place(clerk: Desk) -> None:
    missed, failed, soon, long = lead_in_base(company="Verpasst"), lead_in_base(company="Kaputt"), None, None
    violation(missed)
    reminder(failed, status="DEAD", last_error="550 mailbox unavailable")
    soon = expiring("Bald", 1)
    long = standing(33, company="Lange")

    page = clerk.get("/admin/")

    lines = attention(page)
    assert lines[0].startswith("No reminder Verpasst, Würzburg expired yesterday")
    assert lines[1] == "Mail failed Kaputt, Würzburg 550 mailbox unavailable"
    assert lines[2] == f"Grace Bald, Würzburg tomorrow · {soon.user}"
    assert lines[3] == f"Clock stands Lange, Würzburg for 33 days · {long.user}"
    assert {page_of(missed), page_of(soon), page_of(long)} <= page.links


def test_what_needs_no_attention(clerk: Desk) -> None:
    expiring("In fünf Tagen", 5)
    standing(10)
    sold = standing(50, company="Verkauft")
    change_status(lead_id=sold.pk, actor=None, status=LeadStatus.CONVERTED)
    violation(lead_in_base(), acknowledged_at=timezone.now(), acknowledged_by=clerk.user)
    assert attention(clerk.get("/admin/")) == []


def test_everyone_sees_their_territories_only(desk: NewDesk) -> None:
    for territory in ("DE", "CH"):
        expiring(f"Bald {territory}", 1, territory=territory)
        lead = standing(40, territory=territory, company=f"Lange {territory}")
        reminder(lead, status="DEAD", last_error=f"Fehler {territory}")
        violation(lead)

    swiss, both = desk("clerk", territories=["CH"]).get("/admin/"), desk("superuser", territories=[]).get("/admin/")

    assert "DE" not in " ".join(attention(swiss))
    assert len(attention(swiss)) * 2 == len(attention(both)) == 8
    for label in ("Expires within 10 days", "Clock stands", "Expired without a reminder"):
        assert (figure(swiss, label)[0], figure(both, label)[0]) == ("1", "2")
    assert "Price owed: 1" in swiss.text
    assert "Price owed: 2" in both.text


def test_without_the_right_to_leads_there_is_nothing_about_them(desk: NewDesk) -> None:
    violation(lead_in_base())
    page = desk(None).get("/admin/")
    assert page.status == 200
    assert not cards(page)
    assert attention(page) == []
    assert LIST not in page.links


def test_a_deleted_lead_without_a_reminder_still_counts(clerk: Desk) -> None:
    lead = lead_in_base()
    violation(lead)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM leads WHERE id = %s", [lead.pk])
    page = clerk.get("/admin/")
    assert attention(page)[0].startswith(f"No reminder Lead {lead.pk} (deleted)")
    assert f"{LIST}{lead.pk}/history/" in page.links


def test_the_navigation_counts_what_waits(clerk: Desk) -> None:
    standing(40)
    violation(lead_in_base())
    reminder(lead_in_base(), status="DEAD")
    page = clerk.get("/admin/")
    for entry in ("On hold too long 1", "Expiries 1", "Reminders 1"):
        assert entry in page.text
    assert "Reminder overdue Reminder" not in page.text


def test_weeks_ahead(db: None) -> None:
    person = UserFactory.create(territories=["DE"])
    for days in (0, 6, 20, 200):
        expiring(f"In {days}", days)
    expiring("Schweiz", 6, territory="CH")
    sold = expiring("Verkauft", 6)
    change_status(lead_id=sold.pk, actor=None, status=LeadStatus.WITHDRAWN)

    weeks = expiring_by_week(person)

    assert len(weeks) == 8
    assert all(monday.weekday() == 0 for monday, _ in weeks)
    # Noon today may be over already: then that lead has expired.
    assert sum(count for _, count in weeks) in (2, 3)


def test_why_clocks_stand(db: None) -> None:
    person = UserFactory.create()
    for reason in ("PRICE", "SAMPLE", "SAMPLE"):
        standing(3, reason=reason, user=person)
    over = standing(3)
    over.holds.update(end_at=ago(1))
    assert [count for _, count in running_holds_by_reason(person)] == [2, 1]


def test_reminders_in_time(db: None) -> None:
    person, lead = UserFactory.create(), lead_in_base()
    cases = [
        {"status": "SENT", "due_at": ago(5), "sent_at": ago(5 - 0.5 / 24)},  # in time
        {"status": "SENT", "due_at": ago(5), "sent_at": ago(5 - 2 / 24)},  # late
        {"status": "PENDING", "due_at": ago(2 / 24)},  # late by now
        {"status": "PENDING", "due_at": ago(0.5 / 24)},  # not yet
        {"status": "SENT", "due_at": ago(0.5 / 24), "sent_at": ago(0.4 / 24)},  # in time already
        {"status": "DEAD", "due_at": ago(3)},  # late
        {"status": "CANCELLED", "due_at": ago(3)},  # never owed
        {"status": "SENT", "due_at": ago(40), "sent_at": ago(40)},  # too long ago
    ]
    for number, values in enumerate(cases):
        reminder(lead, window_start=ago(number).date(), **values)
    found = sent_in_time(person)
    assert (found.due, found.in_time, found.share) == (5, 2, 0.4)

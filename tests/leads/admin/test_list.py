"""The list of leads: which are shown, in which order, and what it says of each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import User
from core.walltime import berlin_instant, berlin_wall
from leads.models import Lead, LeadReminder, LeadStatus
from leads.querysets.protection import protection_of
from leads.services.holds import place_hold
from leads.services.status import change_status
from tests.factories import LeadFactory, UserFactory
from tests.leads.admin.desk import LIST, Desk
from tests.leads.admin.document import with_class
from tests.leads.moments import ago, expired_lead, lead_in_base, lead_in_grace


def shown(desk: Desk, query: str = "") -> list[str]:
    """The companies that the list shows, in its order."""
    # A cell before it is empty: a tick box, for those who may act.
    return [next(cell for cell in row if cell) for row in desk.get(LIST, query).listing]


def row_of(desk: Desk, company: str, query: str = "phase=ALL") -> str:
    """All that the list says of a lead."""
    return next(" | ".join(filter(None, row)) for row in desk.get(LIST, query).listing if company in row)


def expiring(company: str, days: int, **values: object) -> Lead:
    """A lead that loses protection so many Berlin days from today, at noon."""
    lead: Lead = LeadFactory.create(company=company, created_at=ago(200), **values)
    reading = protection_of(lead.pk)
    assert reading is not None
    noon = berlin_wall(timezone.now()).replace(hour=12, minute=0, second=0, microsecond=0)
    wanted = noon + timedelta(days=days)
    # The base is calendar months: shifting the start by days lands within some days, the second time exactly.
    for _ in range(3):
        off = wanted - berlin_wall(reading.protection_expires_at)
        lead.created_at = berlin_instant(berlin_wall(lead.created_at) + off)
        lead.save(update_fields=["created_at"])
        reading = protection_of(lead.pk)
        assert reading is not None
    return lead


@pytest.fixture
def phases(db: None) -> None:
    lead_in_base(company="Base")
    LeadFactory.create(company="Follow-up", created_at=ago(220))
    lead_in_grace(company="Grace")
    expired_lead(company="Expired")
    stopped = LeadFactory.create(company="Stopped", created_at=ago(60))
    place_hold(lead_id=stopped.pk, actor=None, reason_code="PRICE", start_at=ago(40))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Grace", "Follow-up", "Base", "Stopped"]),
        ("phase=BASE", ["Base", "Stopped"]),
        ("phase=FOLLOW_UP", ["Follow-up"]),
        ("phase=GRACE", ["Grace"]),
        ("phase=EXPIRED", ["Expired"]),
        ("phase=ALL", ["Expired", "Grace", "Follow-up", "Base", "Stopped"]),
        ("phase=NONSENSE", ["Grace", "Follow-up", "Base", "Stopped"]),
        ("expires=10", ["Grace"]),
        ("expires=30", ["Grace"]),
        ("expires=60", ["Grace", "Follow-up"]),
        ("clock=stopped", ["Stopped"]),
        ("clock=long", ["Stopped"]),
        ("clock=running", ["Grace", "Follow-up", "Base"]),
        ("phase=BASE&clock=running", ["Base"]),
    ],
)
def test_tabs_and_filters(clerk: Desk, phases: None, query: str, found: list[str]) -> None:
    """Soonest first; what an open hold keeps from ending comes last."""
    assert shown(clerk, query) == found


def test_tabs_say_how_many_they_hold_under_the_other_filters(clerk: Desk, phases: None) -> None:
    page = clerk.get(LIST, "clock=running")
    assert "Protected 3 Base protection 1 Follow-up 1 Grace 1 Expired 0 All 3" in page.text


def test_the_expiry_is_told_as_date_and_as_days(clerk: Desk) -> None:
    for company, days in (("Today", 0), ("Tomorrow", 1), ("Nine", 9), ("Eleven", 11), ("Gone", -3)):
        expiring(company, days)
    now = berlin_wall(timezone.now())

    told = {company: row_of(clerk, company) for company in ("Today", "Tomorrow", "Nine", "Eleven", "Gone")}

    assert told["Nine"].endswith(f"{now + timedelta(days=9):%-d %b %Y} in 9 days")
    assert told["Today"].endswith("today")
    assert told["Tomorrow"].endswith("tomorrow")
    assert told["Eleven"].endswith("in 11 days")
    assert told["Gone"].endswith("3 days ago")
    red = _urgent(clerk)
    assert red >= {"in 9 days", "tomorrow"}
    assert not red & {"in 11 days", "3 days ago"}


def _urgent(desk: Desk) -> set[str]:
    root = desk.get(LIST, "phase=ALL").root
    return {element.text or "" for element in root.iter("span") if element.get("class") == "note urgent"}


def test_nobody_has_to_hurry_for_a_converted_lead(clerk: Desk) -> None:
    lead = expiring("Verkauft", 5)
    change_status(lead_id=lead.pk, actor=None, status=LeadStatus.CONVERTED)
    assert "Grace converted" in row_of(clerk, "Verkauft")
    assert not _urgent(clerk)


def test_a_clock_that_stands_has_its_sign(clerk: Desk, phases: None) -> None:
    assert "Base protection Clock stands" in row_of(clerk, "Stopped")
    assert "clock stands," in row_of(clerk, "Stopped")
    assert "Clock stands" not in row_of(clerk, "Base")


def test_an_expired_lead_whose_hold_stayed_open_does_not_stand(clerk: Desk) -> None:
    lead = expired_lead(company="Vorbei")
    lead.holds.create(start_at=ago(10))  # as plain SQL may: it has no effect
    assert "Clock stands" not in row_of(clerk, "Vorbei")
    assert shown(clerk, "clock=stopped") == []


def test_by_territory_owner_and_status(clerk: Desk) -> None:
    huber: User = UserFactory.create(last_name="Huber")
    lead_in_base(company="Wien", territory="AT", user=huber)
    lead_in_base(company="Meins", user=clerk.user)
    done = lead_in_base(company="Fertig")
    change_status(lead_id=done.pk, actor=None, status=LeadStatus.WITHDRAWN)

    assert shown(clerk, "territory=AT") == ["Wien"]
    assert shown(clerk, f"owner={huber.pk}") == ["Wien"]
    assert shown(clerk, "owner=me") == ["Meins"]
    assert shown(clerk, "status__exact=WITHDRAWN") == ["Fertig"]
    assert len(shown(clerk, "owner=nonsense")) == 3


def test_reminders_due_and_not_sent(clerk: Desk) -> None:
    lead_in_grace(company="Offen")
    sent = lead_in_grace(company="Gesendet")
    failed = lead_in_grace(company="Gescheitert")
    for lead, values in ((sent, {"status": "SENT", "sent_at": ago(1)}), (failed, {"status": "DEAD"})):
        lead.refresh_from_db()
        assert lead.protection.window_start is not None
        LeadReminder.objects.create(
            lead=lead,
            user=lead.user,
            window_start=lead.protection.window_start,
            due_at=ago(2),
            expires_at=lead.protection.expires_at,
            **values,
        )
    assert sorted(shown(clerk, "reminder=overdue")) == ["Gescheitert", "Offen"]


def test_what_is_due_today(clerk: Desk) -> None:
    # Grace is ten days: who expires on the tenth day from now is reminded today or tomorrow at eight.
    for days in (9, 10, 11):
        expiring(f"In {days}", days)
    wall = berlin_wall(timezone.now())
    due = [
        lead.company
        for lead in Lead.objects.select_related("protection")
        if lead.protection.reminder_due_at and berlin_wall(lead.protection.reminder_due_at).date() == wall.date()
    ]
    assert due
    assert shown(clerk, "reminder=today") == due


def test_saved_views_are_offered_and_marked(clerk: Desk, phases: None) -> None:
    page = clerk.get(LIST, "owner=me")
    (bar,) = with_class(page.root, "saved-views")
    views = list(bar.iter("a"))
    assert [element.text for element in views if element.get("aria-current")] == ["Mine"]
    assert {element.get("href") for element in views} == _VIEWS
    for view in _VIEWS:
        assert clerk.get(LIST, view[1:]).status == 200


_VIEWS = {"?", "?owner=me", "?reminder=today", "?reminder=overdue", "?clock=long&status__exact=OPEN"}


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("1", ["Äpfelchen", "Birne", "Öl", "Zander"]),
        ("-1", ["Zander", "Öl", "Birne", "Äpfelchen"]),
        ("2", ["Birne", "Zander", "Öl", "Äpfelchen"]),
        ("3", ["Öl", "Zander", "Äpfelchen", "Birne"]),
        ("5", ["Zander", "Öl", "Birne", "Äpfelchen"]),
        ("-5", ["Äpfelchen", "Birne", "Öl", "Zander"]),
    ],
)
def test_columns_sort(clerk: Desk, order: str, found: list[str]) -> None:
    cities = {"Äpfelchen": "Zürich", "Birne": "Aachen", "Öl": "Öhringen", "Zander": "Bern"}
    owners = {"Äpfelchen": "Müller", "Birne": "Zach", "Öl": "Abel", "Zander": "Gruber"}
    for position, (company, city) in enumerate(cities.items()):
        owner = UserFactory.create(last_name=owners[company])
        LeadFactory.create(company=company, city=city, user=owner, created_at=ago(position + 1))
    assert shown(clerk, f"o={order}") == found


def test_a_filter_that_does_not_exist_is_no_error(clerk: Desk, phases: None) -> None:
    assert clerk.get(LIST, "nonsense=1").status == 302
    assert clerk.get(LIST, "expires=7").status == 200
    assert clerk.get(LIST, "p=99").status in (200, 302)

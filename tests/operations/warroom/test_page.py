"""What the war room of a season shows, part by part, and where it is found."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import timezone

from core import operating
from leads.models import LeadReminder
from leads.services.reminders.queueing import queue_reminders
from operations.incidents.models import Incident
from operations.incidents.models import Page as IncidentPage
from seasonal.models import FreezeWindow, LateNotice, Milestone, Season
from seasonal.operating import effective_mode
from seasonal.services.activation import roll_back_activation
from seasonal.services.playbooks import instantiate_playbook
from tests.factories import LeadFactory, UserFactory
from tests.journal.admin.scene import parked, webhook
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Page
from tests.leads.admin.document import by_id, classes, with_class, words
from tests.leads.reminders.due import due_lead, instant
from tests.operations.incidents.admin.scene import leads_wait, shift, somebody
from tests.operations.incidents.admin.scene import room_of as incident_of
from tests.operations.kpis.desks import refresh, samples
from tests.operations.warroom.scene import oktoberfest, opened, room_of, switched_on

pytestmark = pytest.mark.django_db


def card(page: Page, label: str) -> tuple[str, str, str]:
    """Value, note and tone of a figure."""
    for each in with_class(page.root, "card"):
        name, value, note = (words(part) for part in each)
        if name == label:
            return value, note, next(iter(classes(each) & {"good", "warning", "danger"}), "")
    raise AssertionError(label)


def rows(page: Page, ident: str) -> list[list[str]]:
    return page.table(ident) if page.table(ident) else []


@pytest.mark.parametrize(
    ("at", "label", "value", "note"),
    [
        ("2027-08-31T21:59:00Z", "Begins", "in 1 day", "1 Sep 2027"),
        ("2027-08-31T22:01:00Z", "Day", "1 / 45", "until 15 Oct 2027"),
        ("2027-09-12T10:00:00Z", "Day", "12 / 45", "until 15 Oct 2027"),
        ("2027-10-15T21:59:00Z", "Day", "45 / 45", "until 15 Oct 2027"),
        ("2027-10-15T22:01:00Z", "Season", "over", "since 15 Oct 2027"),
    ],
)
def test_which_day_it_is_in_berlin(desk: NewDesk, at: str, label: str, value: str, note: str) -> None:
    Season.objects.filter(pk=oktoberfest().pk).update(starts_on=date(2027, 9, 1), ends_on=date(2027, 10, 15))
    with time_machine.travel(at, tick=True):
        assert card(desk("viewer").get(room_of(oktoberfest())), label)[:2] == (value, note)


@pytest.mark.usefixtures("noon")
def test_what_is_switched(desk: NewDesk) -> None:
    season = opened()
    assert card(desk("viewer").get(room_of(season)), "Season's operation")[:2] == ("off", "FreshOps runs as usual")
    assert f"/admin/seasonal/season/{season.pk}/activate/" in desk("lead").get(room_of(season)).links


@pytest.mark.usefixtures("noon")
def test_what_is_switched_while_it_is_on_and_after_a_roll_back(desk: NewDesk) -> None:
    season = switched_on()
    assert card(desk("viewer").get(room_of(season)), "Season's operation")[0] == "on"
    roll_back_activation(season=season, actor=UserFactory.create(role="lead"), reason="Too early")
    told = card(desk("viewer").get(room_of(season)), "Season's operation")
    assert told[:2] == ("off", "rolled back: Too early")


def test_with_nothing_to_tell(desk: NewDesk) -> None:
    season = oktoberfest()
    FreezeWindow.objects.all().delete()
    page = desk("viewer").get(room_of(season))
    assert words(by_id(page.root, "incidents")).endswith("No incident is open.")
    assert words(by_id(page.root, "milestones")).endswith("No playbook was made. Make it there.")
    assert words(by_id(page.root, "kpis")).endswith("No KPI has been measured yet.")
    assert words(by_id(page.root, "freezes")).endswith("None holds, and none is planned.")
    assert all("nobody is on call" in row[1] for row in page.table("on-call"))
    assert card(page, "Open incidents") == ("0", "all is quiet", "good")
    assert card(page, "Late milestones") == ("–", "No playbook was made.", "warning")
    assert card(page, "Reminders due") == ("0", "0 given up", "good")
    assert card(page, "Events behind") == ("0 s", "0 wait, 0 parked", "good")
    assert card(page, "Notifications due")[0] == "0"


def test_a_playbook_in_which_everything_is_done(desk: NewDesk) -> None:
    season = oktoberfest()
    instantiate_playbook(season=season)
    season.milestones.update(state="DONE", done_at=timezone.now())
    page = desk("viewer").get(room_of(season))
    assert words(by_id(page.root, "milestones")).endswith("Every milestone is settled.")
    assert card(page, "Late milestones") == ("0", "of this season's playbook", "good")


def test_open_incidents_the_worst_first(desk: NewDesk) -> None:
    season = oktoberfest()
    small = leads_wait(severity="SEV4", title="Small")
    worst = leads_wait(severity="SEV1", title="Worst")
    over = leads_wait(title="Over")
    Incident.objects.filter(pk=over.pk).update(state="RESOLVED", resolved_at=timezone.now())
    Incident.objects.filter(pk=worst.pk).update(began_at=datetime(2026, 3, 2, 8, 15, tzinfo=UTC))
    page = desk("viewer").get(room_of(season))
    assert [row[0] for row in page.table("incidents")] == ["SEV1", "SEV4"]
    assert page.table("incidents")[0][1].startswith("Worst (DE) since 2 Mar 2026, 09:15")
    assert {incident_of(worst), incident_of(small)} <= page.links
    assert card(page, "Open incidents") == ("2", "2 without a reaction", "danger")


def test_the_heading_counts_also_what_is_not_shown(desk: NewDesk) -> None:
    season = oktoberfest()
    for number in range(10):
        leads_wait(title=f"Number {number}")
    page = desk("viewer").get(room_of(season))
    assert (len(page.table("incidents")), words(by_id(page.root, "incidents-title")).split()[2]) == (8, "10")


def test_an_incident_is_opened_where_the_season_is_felt_most(desk: NewDesk) -> None:
    clerk = desk("clerk")
    address = "/admin/incidents/incident/add/?territory=DE"
    assert address in clerk.get(room_of(oktoberfest())).links
    path, _mark, query = address.partition("?")
    select = next(each for each in clerk.get(path, query).root.iter("select") if each.get("name") == "territory")
    assert [option.get("value") for option in select if "selected" in option.attrib] == ["DE"]


def test_what_waits_to_be_sent(desk: NewDesk) -> None:
    season = oktoberfest()
    shift(somebody())
    leads_wait(severity="SEV2")
    due_lead(territory="DE")
    queue_reminders()
    LeadReminder.objects.update(status="DEAD", due_at=instant("now() - interval '61 minutes'"))
    LateNotice.objects.create(
        user=UserFactory.create(), day=timezone.now().date(), next_attempt_at=timezone.now(), message_id="<1@x>"
    )
    parked(webhook(), LeadFactory.create().pk)
    page = desk("viewer").get(room_of(season))
    assert card(page, "Reminders due") == ("0", "1 given up, 1 over 60 minutes late", "danger")
    due = IncidentPage.objects.filter(state="PENDING").count()
    assert due >= 1
    assert card(page, "Notifications due")[1] == f"{due} to people on call, 1 about milestones"
    _lag, note, tone = card(page, "Events behind")
    assert note.endswith("1 parked")
    assert tone in {"warning", "danger"}
    german_only = desk("viewer", territories=["CH"]).get(room_of(season))
    assert card(german_only, "Reminders due")[1] == "0 given up"


def test_kpis_that_miss_the_target(desk: NewDesk) -> None:
    samples("DE", delivered=1, failed=9)
    samples("CH", delivered=10, failed=0)
    refresh()
    season = oktoberfest()
    found = desk("viewer").get(room_of(season)).table("kpis")
    assert [(row[0].split()[-1], row[1]) for row in found if row[0].startswith("Samples delivered")] == [
        ("Germany", "10 %")
    ]
    swiss = desk("viewer", territories=["CH"]).get(room_of(season))
    assert "Germany" not in words(by_id(swiss.root, "kpis"))


@pytest.mark.usefixtures("noon")
def test_milestones_late_today_and_next(desk: NewDesk) -> None:
    season = opened()
    book = season.milestones
    book.exclude(code__in=["forecast", "war-room", "scale-down", "report"]).update(state="DONE", done_at=timezone.now())
    owner = somebody()
    book.filter(code="forecast").update(due_on=date(2027, 9, 7), owner_user=owner)
    book.filter(code="war-room").update(due_on=date(2027, 9, 10))
    page = desk("clerk").get(room_of(season))
    found = page.table("milestones")
    assert [row[1].partition(" ")[0] for row in found][:2] == ["Forecast", "War"]
    assert "3 days late" in found[0][0]
    assert "Anna Huber" in found[0][1]
    assert "today" in found[1][0]
    assert "nobody by name" in found[1][1]
    late = Milestone.objects.get(season=season, code="forecast")
    assert f"/admin/seasonal/milestone/{late.pk}/finish/" in page.links
    assert card(page, "Late milestones")[::2] == ("1", "danger")


@pytest.mark.usefixtures("noon")
def test_freezes_and_who_is_on_call(desk: NewDesk) -> None:
    season = opened()
    shift(somebody())
    page = desk("viewer").get(room_of(season))
    (freeze,) = [row for row in page.table("freezes") if "Oktoberfest" in row[0]]
    assert freeze[2] == "in force"
    assert any(row[1].startswith("Anna Huber") for row in page.table("on-call"))


def test_it_is_found_from_the_season_its_playbook_and_its_milestone(desk: NewDesk) -> None:
    season = opened()
    viewer, room = desk("viewer"), room_of(season)
    assert room in viewer.get(f"/admin/seasonal/season/{season.pk}/change/").links
    playbook = viewer.get(f"/admin/seasonal/milestone/season/{season.pk}/")
    milestones = by_id(playbook.root, "milestones").iter("tr")
    leading = [words(each) for each in milestones if room in {link.get("href") for link in each.iter("a")}]
    assert len(leading) == 1
    assert "War room" in leading[0]


@pytest.mark.usefixtures("noon")
def test_the_bar_of_a_season_leads_there(desk: NewDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    season = switched_on()
    monkeypatch.setattr(operating._Kept, "source", effective_mode)
    operating.forget_mode()
    (bar,) = with_class(desk("viewer").get("/admin/").root, "notices")
    assert [each.get("href") for each in bar.iter("a")] == [room_of(season)]


def test_a_season_that_is_over_is_no_longer_led_to_it(desk: NewDesk) -> None:
    season = Season.objects.filter(state="OVER").first()
    assert season is not None
    viewer = desk("viewer")
    assert room_of(season) not in viewer.get(f"/admin/seasonal/season/{season.pk}/change/").links
    assert card(viewer.get(room_of(season)), "Season")[0] == "over"


def test_nobody_keeps_a_copy(desk: NewDesk) -> None:
    assert "no-store" in desk("viewer").get(room_of(oktoberfest())).response.headers["Cache-Control"]

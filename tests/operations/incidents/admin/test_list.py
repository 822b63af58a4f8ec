"""The list of incidents, and opening one by hand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from operations.incidents.models import Incident
from operations.incidents.services import assign_role, resolve_incident
from tests.factories import LeadFactory
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk, Page
from tests.operations.incidents.admin.scene import LIST, leads_wait, somebody
from tests.operations.incidents.scenes import lead, opened

pytestmark = pytest.mark.django_db

GIVEN = {
    "title": "The cold store is warm",
    "subject": "leads",
    "territory": "DE",
    "severity": "SEV2",
    "text": "12 °C since 6 o'clock",
    "team": "operations-on-call",
}


def titles(page: Page) -> list[str]:
    return [row[0].partition(" #")[0] for row in page.listing]


def test_what_goes_on_comes_first_the_worst_on_top(boss: Desk) -> None:
    ended = opened(title="over", severity="SEV1")
    resolve_incident(incident_id=ended.pk, actor=lead(), text="Found.")
    opened(title="small", severity="SEV4")
    opened(title="bad", severity="SEV2")
    assert titles(boss.get(LIST)) == ["bad", "small", "over"]


def test_tabs_filters_and_search(boss: Desk) -> None:
    leads_wait()
    over = opened(title="over", severity="SEV3", territory="AT")
    resolve_incident(incident_id=over.pk, actor=lead(), text="Found.")
    for query, expected in {
        "state=active": ["Leads wait for somebody"],
        "state=resolved": ["over"],
        "state=closed": [],
        "severity=SEV3": ["over"],
        "subject=leads": ["Leads wait for somebody"],
        "territory=AT": ["over"],
        "territory=ALL": [],
        "q=somebody": ["Leads wait for somebody"],
        f"q=%23{over.pk}": ["over"],
        "q=nothing": [],
    }.items():
        assert titles(boss.get(LIST, query)) == expected, query


def test_an_alert_is_found_by_its_title_in_the_readers_language(boss: Desk) -> None:
    incident = leads_wait()
    Incident.objects.filter(pk=incident.pk).update(alert_name="SampleLost", key="SampleLost DE")
    assert titles(boss.get(LIST, "q=sample+is+lost")) == ["A sample is lost"]


def test_a_row_says_who_leads_and_what_is_overdue(boss: Desk) -> None:
    incident, anna = leads_wait(), somebody()
    assert "nobody" in boss.get(LIST).listing[0]
    assign_role(incident_id=incident.pk, role="COMMANDER", user=anna, actor=anna)
    Incident.objects.filter(pk=incident.pk).update(next_update_at=timezone.now() - timedelta(minutes=5))
    row = boss.get(LIST).listing[0]
    assert "Anna Huber" in row
    assert "overdue for 5 min" in row[-1]


def test_an_incident_is_opened_by_hand(clerk: Desk) -> None:
    one, other = LeadFactory.create(territory="DE"), LeadFactory.create(territory="DE")
    page = clerk.post(f"{LIST}add/", {**GIVEN, "leads": f"{one.pk}, {other.pk}"}, follow=True)
    incident = Incident.objects.get()
    assert "The cold store is warm" in page.text
    assert (incident.severity, incident.territory, incident.opened_by) == ("SEV2", "DE", clerk.user)
    assert incident.linked_leads.count() == 2
    assert incident.timeline.first().text == "12 °C since 6 o'clock"  # type: ignore[union-attr]


def test_a_wrong_lead_opens_nothing(clerk: Desk) -> None:
    page = clerk.post(f"{LIST}add/", {**GIVEN, "leads": "4711"})
    assert (page.status, page.errors["leads"]) == (422, ["4711: There is no such lead."])
    assert clerk.post(f"{LIST}add/", {**GIVEN, "leads": "many"}).errors["leads"] == ["“many” is no number of a lead."]
    assert not Incident.objects.exists()


def test_what_is_missing_or_in_the_future_is_said(clerk: Desk) -> None:
    ahead = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    page = clerk.post(f"{LIST}add/", {**GIVEN, "title": "", "began_at": ahead})
    assert page.errors["title"] == ["This field is required."]
    page = clerk.post(f"{LIST}add/", {**GIVEN, "began_at": ahead})
    assert page.errors["began_at"] == ["It cannot begin in the future."]


def test_a_territory_is_one_of_ones_own(desk: NewDesk) -> None:
    page = desk("clerk", territories=["CH"]).post(f"{LIST}add/", GIVEN)
    assert "territory" in page.errors

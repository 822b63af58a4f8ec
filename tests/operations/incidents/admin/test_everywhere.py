"""What every page says of incidents: the bar of a SEV1, the navigation, the start page."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from operations.incidents.models import Incident
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk, Page
from tests.leads.admin.document import with_class, words
from tests.operations.incidents.admin.scene import LIST, leads_wait, room_of
from tests.operations.incidents.scenes import opened

pytestmark = pytest.mark.django_db


def bars(page: Page) -> list[str]:
    return [words(each) for bar in with_class(page.root, "notices") for each in bar.iter("a")]


def attention(page: Page) -> list[str]:
    return [words(each) for panel in with_class(page.root, "attention") for each in panel.iter("li")]


def test_a_sev1_is_on_every_page(boss: Desk) -> None:
    incident = leads_wait(severity="SEV1")
    for path in ("/admin/", "/admin/leads/lead/", LIST):
        page = boss.get(path)
        assert len(bars(page)) == 1, path
        assert bars(page)[0].startswith("SEV1 Leads wait for somebody (DE)")
        assert room_of(incident) in page.links


def test_a_sev2_is_not(boss: Desk) -> None:
    leads_wait(severity="SEV2")
    assert bars(boss.get("/admin/leads/lead/")) == []


def test_only_for_those_who_may_see_it(desk: NewDesk) -> None:
    leads_wait(severity="SEV1")
    for person in (desk(None), desk("lead", territories=["CH"])):
        page = person.get("/admin/")
        assert (bars(page), attention(page)) == ([], [])


def test_the_start_page_begins_with_what_goes_on(boss: Desk) -> None:
    opened(title="small", severity="SEV4")
    leads_wait(severity="SEV1")
    page = boss.get("/admin/")
    told = attention(page)
    assert told[0].startswith("SEV1 Leads wait for somebody (DE) since")
    assert "update by" in told[0]
    assert told[1].startswith("SEV4 small since")
    assert "2 without a reaction" in page.text


def test_it_costs_a_page_one_query(boss: Desk) -> None:
    leads_wait(severity="SEV1")
    boss.get("/admin/")
    with CaptureQueriesContext(connection) as queries:
        boss.get("/admin/")
    assert sum('FROM "incidents"' in query["sql"] for query in queries) == 1


def test_it_goes_on_since_it_began_wherever_that_is_said(boss: Desk) -> None:
    """A loss is often reported days after it happened: the hour of the report is not since when it goes on."""
    incident = leads_wait(severity="SEV1")
    Incident.objects.update(began_at=datetime(2026, 3, 2, 8, 15, tzinfo=UTC))
    page = boss.get("/admin/")
    (bar,) = bars(page)
    for said in (bar, attention(page)[0], boss.get(room_of(incident)).text):
        assert "since 2 Mar 2026, 09:15" in said

"""How many statements the war room of a season takes: as many for much as for little.

After a change that needs more, or fewer, write the new number into query_counts.json, and say in the commit why.
"""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from operations.incidents.models import Incident
from seasonal.models import Season
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk
from tests.leads.reminders.due import due_lead
from tests.operations.incidents.admin.scene import later_shift, leads_wait, shift
from tests.operations.kpis.desks import refresh, samples
from tests.operations.warroom.scene import opened, room_of

pytestmark = pytest.mark.django_db

BASELINE: dict[str, int] = json.loads(Path(__file__).with_name("query_counts.json").read_text())


def _count(someone: Desk, season: Season) -> dict[str, int]:
    someone.get(room_of(season))  # what is cached for good, such as content types, is not the page's
    with CaptureQueriesContext(connection) as queries:
        assert someone.get(room_of(season)).status == 200
    return {"war room": len(queries)}


def test_the_page(desk: NewDesk) -> None:
    someone, season = desk("administrator"), opened()
    shift()
    leads_wait()
    refresh()
    few = _count(someone, season)
    later_shift()
    for number in range(12):
        ended = leads_wait(title=f"Over {number}")
        Incident.objects.filter(pk=ended.pk).update(state="RESOLVED", resolved_at=timezone.now())
        leads_wait(title=f"Open {number}")
        due_lead(territory="DE")
    samples("DE", delivered=1, failed=9)
    samples("AT", delivered=1, failed=9)
    refresh()
    season.milestones.update(due_on=timezone.now().date() - timedelta(days=3))
    assert (few, _count(someone, season)) == (BASELINE, BASELINE)


def test_it_takes_no_more_where_territories_feel_different_seasons(desk: NewDesk) -> None:
    """In Germany Christmas is felt from eight on, in Switzerland and Austria from nine: sizes of two kinds count."""
    someone, season = desk("administrator"), opened()
    with time_machine.travel(datetime(2026, 11, 22, 7, 30, tzinfo=UTC), tick=True):
        assert _count(someone, season) == BASELINE

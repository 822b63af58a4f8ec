"""How many statements the pages of key figures take: as many for many facts as for few.

After a change that needs more, or fewer, write the new numbers into query_counts.json, and say in the commit why.
"""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from operations.kpis.models import KpiSnapshot
from seasonal.models import Season
from tests.leads.admin.desk import Desk
from tests.operations.kpis.desks import OVERVIEW, desk, order, refresh, samples

pytestmark = pytest.mark.django_db

BASELINE: dict[str, int] = json.loads(Path(__file__).with_name("query_counts.json").read_text())
MOST = 30


def _count(someone: Desk, path: str) -> int:
    someone.get(path)  # what is cached for good, such as content types, is not the page's
    with CaptureQueriesContext(connection) as queries:
        assert someone.get(path).status == 200
    return len(queries)


def _count_measured(two: Desk) -> int:
    KpiSnapshot.objects.filter(territory="CH,DE").delete()  # as for the first who sees just these
    return _count(two, OVERVIEW)


def _counts() -> dict[str, int]:
    everywhere, two = desk("administrator"), desk("administrator", territories=["DE", "CH"])
    refresh()
    return {
        "overview": _count(everywhere, OVERVIEW),
        "overview, two territories": _count(two, OVERVIEW),
        "overview, measured": _count_measured(two),
        "one KPI": _count(everywhere, f"{OVERVIEW}sample_success/"),
        "one KPI in a season": _count(everywhere, f"{OVERVIEW}sample_success/?season={Season.objects.latest('pk').pk}"),
        "cost of a lead": _count(everywhere, f"{OVERVIEW}cost_per_lead/"),
        "targets": _count(everywhere, "/admin/kpis/kpitarget/"),
    }


def test_pages() -> None:
    samples("DE", delivered=1, failed=1)
    few = _counts()
    samples("DE", delivered=20, failed=10)
    samples("CH", delivered=5, failed=1)
    for territory in ("DE", "CH", "AT"):
        order(territory, seconds=90)
    assert (few, _counts()) == (BASELINE, BASELINE)


def test_the_overview_takes_30_at_most() -> None:
    assert max(count for name, count in BASELINE.items() if name.startswith("overview")) <= MOST

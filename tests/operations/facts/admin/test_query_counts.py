"""How many statements each page of facts takes: as many for thirty rows as for three.

After a change that needs more, or fewer, write the new numbers into query_counts.json, and say in the commit why.
"""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.leads.admin.desk import Desk
from tests.operations.facts.admin.scene import FACTS, KINDS, one_of_each, page_of

pytestmark = pytest.mark.django_db
BASELINE: dict[str, int] = json.loads(Path(__file__).with_name("query_counts.json").read_text())
FEW, MANY = 3, 15


def _count(desk: Desk, path: str) -> int:
    desk.get(path)  # what is cached for good, such as content types, is not the page's
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(path).status == 200
    return len(queries)


def test_lists(boss: Desk) -> None:
    counts = []
    for begin, end in ((0, FEW), (FEW, MANY)):
        for number in range(begin, end):
            one_of_each(number)
        counts.append({kind: _count(boss, f"{FACTS}{kind}/") for kind in KINDS})
    expected = {kind: BASELINE[kind] for kind in KINDS}
    assert counts == [expected, expected]


def test_a_page(boss: Desk) -> None:
    one_of_each()
    assert _count(boss, page_of(KINDS["sample"].objects.get())) == BASELINE["page of a sample"]

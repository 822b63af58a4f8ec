"""How many statements each page of costs takes: as many for fifteen rows as for three.

After a change that needs more, or fewer, write the new numbers into query_counts.json, and say in the commit why.
"""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from operations.costs.models import AiBudget, AiUsage, Cost, ExchangeRate, HourlyRate, VatRate
from tests.factories import UserFactory
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk

pytestmark = pytest.mark.django_db
BASELINE: dict[str, int] = json.loads(Path(__file__).with_name("query_counts.json").read_text())
COSTS = "/admin/costs/"
LISTS = ("cost", "aiusage", "aibudget", "exchangerate", "vatrate", "hourlyrate")
FEW, MANY = 3, 15
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def _rows(number: int) -> None:
    """One more of each, of a person of its own."""
    common = {"source": "test", "external_id": str(number), "territory": "DE", "user_id": UserFactory.create().pk}
    day = AT.date() + timedelta(days=number)
    Cost.objects.create(
        **common, kind="INFRASTRUCTURE", amount=Decimal(9), starts_at=AT, ends_at=AT + timedelta(days=1)
    )
    AiUsage.objects.create(**common, used_at=AT, amount=Decimal(1))
    month = AT.date().replace(day=1, year=2027 + number)
    AiBudget.objects.create(territory="AT", valid_from=month, amount=Decimal(9), currency="EUR")
    ExchangeRate.objects.create(currency="CHF", valid_from=day, euros=Decimal(1))
    VatRate.objects.create(territory="DE", valid_from=day, rate=Decimal("0.19"))
    HourlyRate.objects.create(team="Süd", valid_from=day, amount=Decimal(9), currency="EUR")


def _count(desk: Desk, path: str) -> int:
    desk.get(path)  # what is cached for good, such as content types, is not the page's
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(path).status == 200
    return len(queries)


def test_lists(desk: NewDesk) -> None:
    admin, counts = desk("administrator"), []
    for begin, end in ((0, FEW), (FEW, MANY)):
        for number in range(begin, end):
            _rows(number)
        counts.append({name: _count(admin, f"{COSTS}{name}/") for name in LISTS})
    expected = {name: BASELINE[name] for name in LISTS}
    assert counts == [expected, expected]


def test_pages(desk: NewDesk) -> None:
    boss = desk("lead")
    _rows(1)
    pages = {
        "page of a cost": f"{COSTS}cost/{Cost.objects.get().pk}/change/",
        "page of a use of AI": f"{COSTS}aiusage/{AiUsage.objects.get().pk}/change/",
        "a new cost": f"{COSTS}cost/add/",
    }
    assert {name: _count(boss, path) for name, path in pages.items()} == {name: BASELINE[name] for name in pages}

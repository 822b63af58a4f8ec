"""How many statements each page of the journal takes: as many for fifty rows as for five.

After a change that needs more, or fewer, write the new numbers into query_counts.json, and say in the commit why.
"""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal.models import Delivery, Event
from journal.services.replays import replay_events
from tests.journal.admin.scene import (
    DELIVERIES,
    EVENTS,
    INCOMING,
    REPLAYS,
    SUBSCRIPTIONS,
    parked,
    subscription_page,
    unknown_event,
    webhook,
)
from tests.leads.admin.desk import Desk

BASELINE: dict[str, int] = json.loads(Path(__file__).with_name("query_counts.json").read_text())
FEW, MANY = 5, 50


def _fill(begin: int, end: int) -> None:
    """Subscriptions with a parked event each, unknown events, replays."""
    for number in range(begin, end):
        made = webhook(f"Receiver {number}", territories=["DE"], event_types=[] if number == 0 else ["nothing.else"])
        if number == 0:
            parked(made, 1)
        replay_events(actor=None, reason="A test", aggregate_type="lead", aggregate_id=1000 + number)
        unknown_event()
    for number in range(begin, end):
        made = Delivery.objects.order_by("id")[0].subscription
        parked(made, 10 + number)


def _count(desk: Desk, path: str) -> int:
    desk.get(path)  # what is cached for good, such as content types, is not the page's
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(path).status == 200
    return len(queries)


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ("events", EVENTS),
        ("events, searched and filtered", f"{EVENTS}?q=lead/12&type=lead.hold.created&territory=DE"),
        ("deliveries", DELIVERIES),
        ("deliveries, searched and filtered", f"{DELIVERIES}?q=lead/12&state=PARKED"),
        ("subscriptions", SUBSCRIPTIONS),
        ("incoming", INCOMING),
        ("replays", REPLAYS),
    ],
)
def test_lists(admin: Desk, page: str, path: str) -> None:
    _fill(0, FEW)
    few = _count(admin, path)
    _fill(FEW, MANY)
    many = _count(admin, path)
    assert (few, many) == (BASELINE[page], BASELINE[page])


def test_pages(admin: Desk) -> None:
    _fill(0, FEW)
    event, delivery = Event.objects.order_by("pk")[0], Delivery.objects.order_by("pk")[0]
    found = {
        "event": _count(admin, f"{EVENTS}{event.pk}/change/"),
        "delivery": _count(admin, f"{DELIVERIES}{delivery.pk}/change/"),
        "subscription": _count(admin, subscription_page(delivery.subscription)),
    }
    assert found == {name: BASELINE[name] for name in found}


def test_no_list_counts_a_whole_table(admin: Desk) -> None:
    _fill(0, FEW)
    for path in (EVENTS, DELIVERIES, f"{DELIVERIES}?state=PARKED", INCOMING, REPLAYS):
        with CaptureQueriesContext(connection) as queries:
            admin.get(path)
        counts = [query["sql"] for query in queries if "COUNT(*)" in query["sql"].upper()]
        assert counts
        assert [sql for sql in counts if "LIMIT" not in sql] == []

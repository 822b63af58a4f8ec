"""How many statements each page takes: as many for fifty rows as for five, and no more than the committed baseline.

After a change that needs more, or fewer, write the new numbers into query_counts.json, and say in the commit why.
"""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leads.models import Lead, LeadExpiry, LeadReminder
from leads.services.activities import record_activity
from leads.services.holds import place_hold
from tests.factories import LeadFactory, UserFactory
from tests.leads.admin.desk import LIST, Desk, page_of
from tests.leads.moments import ago, lead_in_grace

BASELINE: dict[str, int] = json.loads(Path(__file__).with_name("query_counts.json").read_text())
FEW, MANY = 5, 50


def _reminded(lead: Lead, number: int) -> None:
    window = {"lead": lead, "user": lead.user, "window_start": ago(number).date()}
    LeadReminder.objects.create(status="DEAD", due_at=ago(number), expires_at=ago(number), **window)
    LeadExpiry.objects.create(expired_at=ago(number), unreminded=True, **window)


def _leads(count: int) -> None:
    """So many leads, each of an owner of its own, in grace or standing, with a reminder that failed."""
    for number in range(count):
        owner = UserFactory.create(territories=["DE"])
        lead = LeadFactory.create(user=owner, created_at=ago(249.5 + number / 1000 if number % 2 else 100))
        if not number % 2:
            place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(50))
        _reminded(lead, number)


def _facts(lead: Lead, count: int) -> None:
    """So many facts of each kind about one lead."""
    for number in range(count):
        place_hold(
            lead_id=lead.pk,
            actor=UserFactory.create(),
            reason_code="PRICE",
            start_at=ago(200 - number),
            end_at=ago(199.5 - number),
        )
        record_activity(lead_id=lead.pk, actor=UserFactory.create(), kind="NOTE", occurred_at=ago(100 - number))
        _reminded(lead, number)


def _count(desk: Desk, path: str) -> int:
    desk.get(path)  # what is cached for good, such as content types, is not the page's
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(path).status == 200
    return len(queries)


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ("start page", "/admin/"),
        ("list", f"{LIST}?phase=ALL"),
        ("list, searched and filtered", f"{LIST}?q=gasthof&expires=60&owner=me"),
        ("holds", "/admin/leads/leadhold/"),
        ("reminders", "/admin/leads/leadreminder/"),
        ("expiries", "/admin/leads/leadexpiry/"),
    ],
)
def test_lists(boss: Desk, page: str, path: str) -> None:
    _leads(FEW)
    few = _count(boss, path)
    _leads(MANY - FEW)
    many = _count(boss, path)
    assert (few, many) == (BASELINE[page], BASELINE[page])


@pytest.mark.parametrize(("page", "path"), [("lead", "{}change/"), ("history", "{}history/")])
def test_pages_of_one_lead(boss: Desk, page: str, path: str) -> None:
    lead = lead_in_grace()
    address = path.format(page_of(lead).removesuffix("change/"))
    _facts(lead, FEW)
    few = _count(boss, address)
    _facts(lead_in_grace(), 1)  # facts of others are nobody's business here
    for number in range(FEW, MANY):
        record_activity(lead_id=lead.pk, actor=UserFactory.create(), kind="NOTE", occurred_at=ago(number))
    many = _count(boss, address)
    assert (few, many) == (BASELINE[page], BASELINE[page])


def test_previews(boss: Desk) -> None:
    """A preview makes the change and undoes it: its count is the service's, and no row's."""
    lead = lead_in_grace()
    path = page_of(lead).replace("change/", "do/hold/")
    boss.preview(path, {"reason_code": "PRICE"})
    with CaptureQueriesContext(connection) as queries:
        boss.preview(path, {"reason_code": "PRICE"})
    assert len(queries) == BASELINE["preview"]


def test_no_page_counts_a_whole_table(boss: Desk) -> None:
    _leads(FEW)
    for path in ("/admin/", LIST, f"{LIST}?phase=ALL", "/admin/leads/leadhold/", "/admin/leads/leadreminder/"):
        with CaptureQueriesContext(connection) as queries:
            boss.get(path)
        counts = [query["sql"] for query in queries if "COUNT(*)" in query["sql"].upper()]
        assert counts
        for sql in counts:
            assert "LIMIT" in sql or "GROUP BY" in sql or _is_narrow(sql), sql


def _is_narrow(sql: str) -> bool:
    """A figure of the start page: counted from a range of an index, not from the table."""
    return any(condition in sql for condition in ("expires_at", "stopped_since", "due_at", "unreminded"))


def test_pages_of_long_lists_are_capped(boss: Desk) -> None:
    _leads(FEW)
    with CaptureQueriesContext(connection) as queries:
        boss.get(LIST)
    assert any("LIMIT 10000" in query["sql"] for query in queries)

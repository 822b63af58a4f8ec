"""How many statements each page of the runbooks takes: as many for twelve runbooks as for four.

After a change that needs more, or fewer, write the new numbers into query_counts.json, and say in the commit why.
"""

import json
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

from operations.runbooks.models import RunbookVersion
from operations.runbooks.services.feedback import record_feedback
from operations.runbooks.services.publishing import publish_drafts
from tests.leads.admin.desk import Desk
from tests.operations.runbooks.admin.scene import CONTACTS, FEEDBACK, LIBRARY, full, keep, page
from tests.operations.runbooks.documents import both, document

BASELINE: dict[str, int] = json.loads(Path(__file__).with_name("query_counts.json").read_text())
FEW, MANY = 4, 12


def _fill(person: Desk, begin: int, end: int) -> None:
    """Runbooks, each with a draft and an answer."""
    slugs = [f"runbook-{number}" for number in range(begin, end)]
    for slug in slugs:
        keep(document(slug, title=both(f"Coffee machine {slug}")))
    for version in publish_drafts(slugs=slugs, actor=None):
        record_feedback(version=version, anchor="look", helped=True, actor=person.user, source="admin")
        keep(document(version.runbook.slug, title=both("Better")))


def _count(desk: Desk, path: str) -> int:
    desk.get(path)  # what is cached for good, such as content types, is not the page's
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(path).status == 200
    return len(queries)


LISTS = {
    "library": LIBRARY,
    "library, filtered": f"{LIBRARY}?show=drafts&owner=operations-lead&territory=ALL",
    "library, searched": f"{LIBRARY}?q=coffee+machine",
    "feedback": FEEDBACK,
    "contacts": CONTACTS,
}


def test_lists(lead: Desk) -> None:
    _fill(lead, 0, FEW)
    few = {name: _count(lead, path) for name, path in LISTS.items()}
    _fill(lead, FEW, MANY)
    many = {name: _count(lead, path) for name, path in LISTS.items()}
    assert (few, many) == ({name: BASELINE[name] for name in LISTS},) * 2


def test_pages(lead: Desk, coffee: RunbookVersion) -> None:
    keep(full(title=both("Another")))
    found = {name: _count(lead, page(name)) for name in ("read", "edit", "publish", "discard", "versions")}
    assert found == {name: BASELINE[name] for name in found}

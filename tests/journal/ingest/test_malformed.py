"""Bodies that no sender should send: each is refused with a reason within a second, and changes nothing."""

from time import perf_counter

import pytest

from tests.api.client import PROBLEM, Api
from tests.journal.ingest.mutations import mutations, table
from tests.journal.ingest.sender import activity, counts

pytestmark = pytest.mark.django_db

BODIES = [*table(), *mutations()]


def test_there_are_enough_of_them() -> None:
    assert len({name for name, _ in BODIES}) >= 200


def test_each_is_refused_with_a_reason_and_changes_nothing(crm: Api) -> None:
    crm.post("/events/", activity())
    before = counts()
    for name, body in BODIES:
        began = perf_counter()
        answer = crm.post_raw("/events/", body)
        assert perf_counter() - began < 1, name
        assert 400 <= answer.status_code < 500, (name, answer.content)
        assert answer["Content-Type"] == PROBLEM, name
        problem = answer.json()
        assert problem["detail"], name
        assert all(each["detail"] for each in problem.get("errors", ())), name
        assert counts() == before, name


@pytest.mark.parametrize(
    ("content_type", "status"), [("text/plain", 415), ("application/x-www-form-urlencoded", 415), ("x", 415)]
)
def test_another_content_type(crm: Api, content_type: str, status: int) -> None:
    assert crm.post_raw("/events/", b"{}", content_type).status_code == status


def test_a_body_in_chunks(crm: Api) -> None:
    assert crm.client.post("/api/v1/events/", HTTP_TRANSFER_ENCODING="chunked").status_code == 411


def test_what_only_looks_wrong_is_taken(crm: Api) -> None:
    event = activity(reason="the text \\u0000, ÄÖÜ 🍝, a tab\t")
    assert crm.post("/events/", event).status_code == 202


def test_the_largest_batch_fits(crm: Api) -> None:
    events = [activity(metadata={"kind": "NOTE", "note": "n" * 2000}) for _ in range(1000)]
    assert crm.post("/events/", events).status_code == 200

"""GET /api/v1/runbooks/ and the versions of one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.walltime import berlin_wall
from operations.runbooks.services.drafts import save_draft
from operations.runbooks.services.publishing import publish_draft
from tests.api.client import at_fault, problem
from tests.operations.runbooks.documents import REVIEW_DUE, both, document, publish
from tests.operations.runbooks.library.readers import reader

pytestmark = pytest.mark.django_db


def listed(**asked: str) -> list[str]:
    """The references that a reader is told."""
    response = reader().get("/runbooks/", **asked)
    assert response.status_code == 200, response.content
    return [each["reference"] for each in response.json()["results"]]


def test_it_has_what_counts_by_slug() -> None:
    publish("tea")
    publish("coffee")
    publish("coffee", title=both("Tea kettle"))
    save_draft(content=document("water"), actor=None)
    assert listed() == ["coffee@2", "tea@1"]


def test_a_row_says_what_it_is_about_and_where_it_is() -> None:
    publish(alerts=["RelayDown"], territories=["CH"])
    (row,) = reader().get("/runbooks/", lang="en").json()["results"]
    assert row.pop("published_at").endswith("Z")
    assert row == {
        "slug": "coffee",
        "version": 1,
        "reference": "coffee@1",
        "titles": both("Coffee machine"),
        "summary": "The coffee machine is out of order.",
        "owner": "operations-lead",
        "territories": ["CH"],
        "alerts": ["RelayDown"],
        "review_due": REVIEW_DUE,
        "past_review": False,
        "url": "http://127.0.0.1:8000/admin/runbooks/runbook/coffee/read/",
        "api_url": "http://127.0.0.1:8000/api/v1/runbooks/coffee/",
    }


def test_a_date_of_review_that_is_over_shows() -> None:
    today = berlin_wall(timezone.now()).date()
    publish("late", review_due=(today - timedelta(days=1)).isoformat())
    publish("timely", review_due=today.isoformat())
    rows = reader().get("/runbooks/").json()["results"]
    assert {row["slug"]: row["past_review"] for row in rows} == {"late": True, "timely": False}


def test_filters() -> None:
    publish("everywhere", owner="legal", alerts=["RelayDown"])
    publish("swiss", territories=["CH"], alerts=["RelayDown", "HeartbeatLost"])
    publish("german", territories=["DE"])
    assert listed(territory="CH") == ["everywhere@1", "swiss@1"]
    assert listed(owner="legal") == ["everywhere@1"]
    assert listed(alert="RelayDown") == ["everywhere@1", "swiss@1"]
    assert listed(alert="HeartbeatLost", territory="DE") == []


@pytest.mark.parametrize("asked", [{"territory": "FR"}, {"owner": "nobody"}, {"alert": "NoSuchAlert"}])
def test_a_filter_that_nothing_can_match_is_refused(asked: dict[str, str]) -> None:
    body = problem(reader().get("/runbooks/", **asked), 400, "invalid")
    assert at_fault(body) == {next(iter(asked)): "invalid_choice"}


def test_versions_are_told_newest_first() -> None:
    publish()
    save_draft(content=document(title=both("Tea kettle")), actor=None, note="Coffee is out")
    publish_draft(slug="coffee", actor=None)
    save_draft(content=document(title=both("Half a thought")), actor=None)
    newest, first = reader().get("/runbooks/coffee/versions/").json()["results"]
    assert (newest["reference"], newest["titles"]["en"], newest["note"]) == ("coffee@2", "Tea kettle", "Coffee is out")
    assert first["reference"] == "coffee@1"
    assert first["api_url"] == "http://127.0.0.1:8000/api/v1/runbooks/coffee/?version=1"

"""POST /api/v1/runbooks/{slug}/feedback/."""

from typing import Any

import pytest

from operations.runbooks.models import StepFeedback
from tests.api.client import Api, at_fault, problem
from tests.factories import UserFactory
from tests.operations.runbooks.documents import publish, step
from tests.operations.runbooks.library.readers import reader

pytestmark = pytest.mark.django_db
PATH = "/runbooks/coffee/feedback/"
NO = {"version": 1, "step": "look", "helped": False, "comment": "Wo?", "asked": "kein Kaffee"}


@pytest.fixture(autouse=True)
def coffee() -> None:
    """A runbook of two versions, the second with another step."""
    publish()
    publish(steps=[step("taste")])


def test_an_answer_is_kept() -> None:
    client = reader("help")
    response = client.post(PATH, NO)
    assert response.status_code == 201, response.content
    kept = StepFeedback.objects.get()
    assert (kept.version.reference, kept.anchor, kept.helped, kept.source) == ("coffee@1", "look", False, "api")
    assert (kept.comment, kept.asked, kept.given_by) == ("Wo?", "kein Kaffee", client.user)
    told = response.json()
    assert told.pop("recorded_at").endswith("Z")
    assert told == {
        "id": kept.pk,
        "runbook": "coffee@1",
        "step": "look",
        "helped": False,
        "comment": "Wo?",
        "asked": "kein Kaffee",
    }


def test_the_same_answer_again_under_its_key_counts_once() -> None:
    client = reader()
    first, again = client.post(PATH, NO, key="k"), client.post(PATH, NO, key="k")
    assert again.content == first.content
    assert again["Idempotent-Replayed"] == "true"
    assert StepFeedback.objects.count() == 1


def test_a_step_that_the_version_does_not_have_is_refused() -> None:
    body = problem(reader().post(PATH, {**NO, "step": "taste"}), 422, "unknown_step")
    assert at_fault(body) == {"/step": "unknown_step"}


def test_a_version_that_was_never_published_is_refused() -> None:
    body = problem(reader().post(PATH, {**NO, "version": 3}), 422, "unknown_version")
    assert at_fault(body) == {"/version": "unknown_version"}


def test_an_unknown_runbook_is_not_found() -> None:
    problem(reader().post("/runbooks/tea/feedback/", NO), 404, "not_found")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"helped": "maybe"}, "invalid"),
        ({"helped": None}, "null"),
        ({"version": "newest"}, "invalid"),
        ({"comment": "x" * 1001}, "max_length"),
        ({"asked": "x" * 301}, "max_length"),
        ({"comment": "a\0b"}, "control_characters"),
        ({"stars": 5}, "unknown"),
    ],
)
def test_what_is_no_answer_is_refused_by_name(change: dict[str, Any], code: str) -> None:
    body = problem(reader().post(PATH, {**NO, **change}), 400, "invalid")
    assert at_fault(body) == {f"/{next(iter(change))}": code}


@pytest.mark.parametrize("role", ["viewer", "clerk", "lead", "administrator", "help"])
def test_who_may(role: str) -> None:
    assert reader(role).post(PATH, NO).status_code == 201


def test_who_may_not() -> None:
    problem(reader("integration").post(PATH, NO), 403, "permission_denied")
    problem(Api(UserFactory.create()).post(PATH, NO), 403, "permission_denied")
    problem(Api(None).post(PATH, NO), 401, "not_authenticated")

"""GET /api/v1/runbooks/{slug}/."""

import pytest

from operations.runbooks.services.drafts import save_draft
from tests.api.client import Api, at_fault, problem
from tests.factories import UserFactory
from tests.operations.runbooks.documents import both, document, publish
from tests.operations.runbooks.library.readers import reader

pytestmark = pytest.mark.django_db
PATHS = ["/runbooks/", "/runbooks/coffee/", "/runbooks/coffee/versions/"]


def test_the_newest_version_counts() -> None:
    publish()
    publish(title=both("Tea kettle"))
    told = reader().get("/runbooks/coffee/", lang="en").json()
    assert (told["reference"], told["title"]) == ("coffee@2", "Tea kettle")


def test_an_old_version_is_read_by_its_number() -> None:
    publish()
    publish(title=both("Tea kettle"))
    told = reader().get("/runbooks/coffee/", lang="en", version=1).json()
    assert (told["reference"], told["title"]) == ("coffee@1", "Coffee machine")


def test_a_draft_is_not_told() -> None:
    publish()
    save_draft(content=document(title=both("Half a thought")), actor=None)
    client = reader()
    assert client.get("/runbooks/coffee/").json()["version"] == 1
    problem(client.get("/runbooks/coffee/", version=2), 404, "not_found")


@pytest.mark.parametrize("path", ["/runbooks/tea/", "/runbooks/tea/versions/"])
def test_an_unknown_runbook_is_not_found(path: str) -> None:
    problem(reader().get(path), 404, "not_found")


@pytest.mark.parametrize(
    ("accepted", "asked", "language"),
    [("", {}, "de"), ("en-GB,en;q=0.9", {}, "en"), ("fr", {}, "de"), ("en", {"lang": "de"}, "de")],
)
def test_the_language_is_asked_for_or_accepted_or_german(accepted: str, asked: dict[str, str], language: str) -> None:
    publish()
    client = reader()
    client.client.credentials(HTTP_AUTHORIZATION=f"Token {client.token}", HTTP_ACCEPT_LANGUAGE=accepted)
    response = client.get("/runbooks/coffee/", **asked)
    assert (response.json()["language"], response["Content-Language"]) == (language, language)


@pytest.mark.parametrize(
    ("query", "code"),
    [({"lang": "fr"}, "invalid_choice"), ({"version": "0"}, "min_value"), ({"version": "new"}, "invalid"),
     ({"verison": "1"}, "unknown")],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_by_name(query: dict[str, str], code: str) -> None:
    publish()
    body = problem(reader().get("/runbooks/coffee/", **query), 400, "invalid")
    assert at_fault(body) == {next(iter(query)): code}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("role", ["viewer", "clerk", "lead", "administrator", "help"])
def test_who_may_read(path: str, role: str) -> None:
    publish()
    assert reader(role).get(path).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_who_may_not(path: str) -> None:
    publish()
    problem(reader("integration").get(path), 403, "permission_denied")
    problem(Api(UserFactory.create()).get(path), 403, "permission_denied")
    problem(Api(None).get(path), 401, "not_authenticated")


def test_contacts_are_for_those_who_may_see_them() -> None:
    publish()
    for role, told in (("viewer", True), ("help", False)):
        (rung,) = reader(role).get("/runbooks/coffee/").json()["escalation"]
        assert ("contacts" in rung) is told

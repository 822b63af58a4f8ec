"""What is refused, and who is."""

import pytest

from tests.api.client import Api, at_fault, problem
from tests.factories import UserFactory
from tests.operations.runbooks.library.readers import reader

pytestmark = pytest.mark.django_db
ADDRESS = "/guided-operations/"


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ({}, "q", "required"),
        ({"q": "   "}, "q", "blank"),
        ({"q": "x" * 301}, "q", "max_length"),
        ({"q": "x", "lang": "fr"}, "lang", "invalid_choice"),
        ({"q": "x", "limit": "0"}, "limit", "min_value"),
        ({"q": "x", "limit": "7"}, "limit", "max_value"),
        ({"q": "x", "checks": "1"}, "checks", "invalid"),
        ({"q": "x", "colour": "red"}, "colour", "unknown"),
    ],
)
def test_a_wrong_parameter_is_named(query: dict[str, str], parameter: str, code: str) -> None:
    body = problem(reader().get(ADDRESS, **query), 400, "invalid")
    assert at_fault(body) == {parameter: code}


def test_the_longest_question_is_taken() -> None:
    assert reader().get(ADDRESS, q="x" * 300).status_code == 200


@pytest.mark.parametrize("role", ["viewer", "clerk", "lead", "administrator", "help"])
def test_who_may_read_runbooks_may_ask(role: str) -> None:
    assert reader(role).get(ADDRESS, q="reminders").status_code == 200


def test_others_may_not() -> None:
    problem(Api(UserFactory.create()).get(ADDRESS, q="reminders"), 403, "permission_denied")


def test_strangers_may_not() -> None:
    problem(Api(None).get(ADDRESS, q="reminders"), 401, "not_authenticated")

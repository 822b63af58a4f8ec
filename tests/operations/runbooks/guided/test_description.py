"""Answers are as the OpenAPI description says, and so are its examples."""

from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator
from jsonschema_rs import Draft202012Validator

from tests.operations.runbooks.library.readers import reader

PATH = "/api/v1/guided-operations/"


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    """The description of the API."""
    described: dict[str, Any] = SchemaGenerator().get_schema(public=True)
    return described


@pytest.fixture(scope="module")
def validator(description: dict[str, Any]) -> Draft202012Validator:
    """Of the answer; `nullable` is how this version of OpenAPI says "or null"."""
    return Draft202012Validator(_plain({**description, "$ref": "#/components/schemas/Answer"}))


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if not isinstance(value, dict):
        return value
    plain = {key: _plain(each) for key, each in value.items() if key != "nullable"}
    return {"anyOf": [plain, {"type": "null"}]} if value.get("nullable") is True else plain


@pytest.mark.parametrize("question", ["reminders not sent", "trombone"])
@pytest.mark.parametrize("checks", ["true", "false"])
def test_answers_are_as_described(reminders: None, validator: Draft202012Validator, question: str, checks: str) -> None:
    answer = reader("clerk").get("/guided-operations/", q=question, checks=checks)
    assert list(validator.iter_errors(answer.json())) == []


def test_the_examples_are_as_described(description: dict[str, Any], validator: Draft202012Validator) -> None:
    content = description["paths"][PATH]["get"]["responses"]["200"]["content"]["application/json"]
    assert len(content["examples"]) == 2
    for example in content["examples"].values():
        assert list(validator.iter_errors(example["value"])) == []


def test_parameters_and_problems_are_described(description: dict[str, Any]) -> None:
    operation = description["paths"][PATH]["get"]
    named = {each["name"] for each in operation["parameters"] if each["in"] == "query"}
    assert named == {"q", "lang", "limit", "checks"}
    assert {"200", "400", "401", "403", "429"} <= operation["responses"].keys()

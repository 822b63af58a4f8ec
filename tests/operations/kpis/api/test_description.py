"""Answers are as the OpenAPI description says, and so are its examples."""

from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator
from jsonschema_rs import Draft202012Validator

from tests.api.client import Api
from tests.operations.kpis.desks import person, refresh, samples

ANSWERS = {"/api/v1/kpis/": "KpiList", "/api/v1/kpis/{name}/": "KpiSeries"}


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    """The description of the API."""
    described: dict[str, Any] = SchemaGenerator().get_schema(public=True)
    return described


def validator(description: dict[str, Any], schema: str) -> Draft202012Validator:
    """Of an answer; `nullable` is how this version of OpenAPI says "or null"."""
    return Draft202012Validator(_plain({**description, "$ref": f"#/components/schemas/{schema}"}))


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if not isinstance(value, dict):
        return value
    plain = {key: _plain(each) for key, each in value.items() if key != "nullable"}
    return {"anyOf": [plain, {"type": "null"}]} if value.get("nullable") is True else plain


@pytest.mark.django_db
def test_answers_are_as_described(description: dict[str, Any]) -> None:
    samples("DE", delivered=9, failed=1)
    refresh()
    api = Api(person())
    for path, schema in (("/kpis/", "KpiList"), ("/kpis/sample_success/", "KpiSeries")):
        assert list(validator(description, schema).iter_errors(api.get(path).json())) == []


@pytest.mark.parametrize(("path", "schema"), ANSWERS.items())
def test_the_examples_are_as_described(description: dict[str, Any], path: str, schema: str) -> None:
    (example,) = description["paths"][path]["get"]["responses"]["200"]["content"]["application/json"][
        "examples"
    ].values()
    assert list(validator(description, schema).iter_errors(example["value"])) == []


def test_parameters_and_problems_are_described(description: dict[str, Any]) -> None:
    operation = description["paths"]["/api/v1/kpis/{name}/"]["get"]
    named = {each["name"] for each in operation["parameters"] if each["in"] == "query"}
    assert named == {"from", "until", "bucket", "territory"}
    assert {"200", "400", "401", "403", "404", "429", "503"} <= operation["responses"].keys()

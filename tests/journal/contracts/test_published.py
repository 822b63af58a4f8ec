"""The schemas: complete, right, published."""

import json
from typing import Any

import jsonschema_rs
import pytest
from django.utils import translation

from core.models import User
from journal.contracts.registry import FOLDER, Contract, Direction, contract_of, contracts, schema_of
from journal.contracts.validation import validate, validate_outgoing
from leads.models import LeadStatus
from leads.models.activities import ActivityKind
from tests.api.client import Api, problem
from tests.factories import UserFactory

INCOMING = [each for each in contracts() if each.direction is Direction.INCOMING]
NAMED = {
    "lead.created",
    "lead.assigned",
    "lead.updated",
    "lead.status.changed",
    "lead.converted",
    "lead.withdrawn",
    "lead.activity.created",
    "sample.requested",
    "sample.processed",
    "sample.delivered",
    "sample.failed",
    "sample.lost",
    "price.requested",
    "price.approved",
    "documents.requested",
    "documents.provided",
    "catering.requested",
    "catering.answered",
    "catering.held",
    "order.placed",
    "order.confirmed",
    "credit.checked",
    "customer.updated",
    "campaign.started",
    "campaign.ended",
    "cost.recorded",
    "ai.usage",
    "help.answered",
}


def name(contract: Contract) -> str:
    return f"{contract.direction}-{contract.event_type}-{contract.version}"


@pytest.fixture
def reader(db: None) -> Api:
    """Somebody with a token, and no rights."""
    user: User = UserFactory.create()
    return Api(user)


def test_every_incoming_type_has_one() -> None:
    assert sorted({each.event_type for each in INCOMING}) == sorted(NAMED)


def test_whoever_says_no_version_means_the_first() -> None:
    for contract in INCOMING:
        assert ("schema_version" in contract.schema["required"]) == (contract.version > 1), contract


def test_a_sample_may_say_what_kind_it_is_since_the_second_version() -> None:
    (first,), (second,) = (
        contract.schema["examples"] for contract in INCOMING if contract.event_type == "sample.requested"
    )
    kind = {"product_type": "Fresh pasta", "urgency": "urgent"}
    assert [fault.pointer for fault in validate({**first, "metadata": {**first["metadata"], **kind}})] == [
        "/metadata/product_type",
        "/metadata/urgency",
    ]
    assert validate({**second, "metadata": {"sample_id": 7, "product_type": "Fresh pasta"}}) == []
    assert [fault.pointer for fault in validate({**second, "metadata": {"sample_id": 7}})] == ["/metadata/product_type"]


@pytest.mark.parametrize("contract", contracts(), ids=name)
def test_a_schema_is_right_closed_and_complete(contract: Contract) -> None:
    schema = contract.schema
    jsonschema_rs.meta.validate(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:freshops:event:{contract.direction}:{contract.event_type}:{contract.version}"
    assert schema["additionalProperties"] is schema["properties"]["metadata"]["additionalProperties"] is False
    assert schema["title"]
    assert schema["description"]
    references = set(json.dumps(schema).split('"$ref": "')[1:])
    assert {each.partition('"')[0] for each in references} == {f"#/$defs/{each}" for each in schema.get("$defs", {})}


@pytest.mark.parametrize("contract", contracts(), ids=name)
def test_a_schema_limits_every_text_list_and_number(contract: Contract) -> None:
    def check(node: Any) -> None:
        types = node.get("type", [])
        if "string" in types and "format" not in node:
            assert "maxLength" in node or contract_limits(node), node
        if "array" in types:
            assert "maxItems" in node, node
        if "integer" in types or "number" in types:
            assert {"minimum", "maximum"} <= node.keys(), node
        for inner in node.values():
            for each in [inner] if isinstance(inner, dict) else inner if isinstance(inner, list) else ():
                if isinstance(each, dict):
                    check(each)

    def contract_limits(node: dict[str, Any]) -> bool:
        return "{" in node.get("pattern", "")

    check({key: value for key, value in contract.schema.items() if key != "examples"})


@pytest.mark.parametrize("contract", contracts(), ids=name)
def test_the_examples_are_valid(contract: Contract) -> None:
    assert contract.schema["examples"]
    for example in contract.schema["examples"]:
        if contract.direction is Direction.INCOMING:
            assert validate(example) == []
        assert validate_outgoing(contract.event_type, contract.version, example) == []


def test_what_is_shared_is_the_same_in_all() -> None:
    for shared in ("$defs", "properties"):
        seen: dict[str, Any] = {}
        for contract in INCOMING:
            for key, value in contract.schema[shared].items():
                if key not in {"event_type", "metadata", "schema_version"}:
                    plain = {name: text for name, text in value.items() if name != "description"}
                    assert seen.setdefault(key, plain) == plain, (contract.event_type, key)


def test_words_of_leads_are_those_of_the_models() -> None:
    def options(event_type: str, field: str) -> list[str]:
        schema = schema_of(event_type, 1)
        assert schema is not None
        found: list[str] = schema["properties"]["metadata"]["properties"][field]["enum"]
        return found

    assert options("lead.activity.created", "kind") == ActivityKind.values
    assert options("lead.status.changed", "status") == LeadStatus.values


def test_debts_are_ours_unless_it_says_otherwise() -> None:
    for event_type, owed_by in (
        ("sample.requested", "freshfoodz"),
        ("price.requested", "freshfoodz"),
        ("documents.requested", "customer"),
    ):
        schema = schema_of(event_type, 1)
        assert schema is not None
        assert schema["properties"]["metadata"]["properties"]["owed_by"]["default"] == owed_by


def test_what_nobody_knows_has_no_schema_and_is_not_invalid() -> None:
    assert schema_of("lead.sang", 1) is schema_of("lead.created", 2) is None
    example = contract_of("lead.created", 1).schema["examples"][0]  # type: ignore[union-attr]
    assert validate(example | {"schema_version": 2, "new": {}}) == []
    assert validate_outgoing("lead.sang", 1, example | {"event_type": "lead.sang"}) == []
    assert [fault.pointer for fault in validate_outgoing("lead.sang", 1, {})] == [
        "/event_id",
        "/event_type",
        "/timestamp",
    ]


def test_reasons_are_in_the_language_asked_for() -> None:
    with translation.override("en"):
        assert validate({"event_type": "x"})[0].reason == "This is missing."


def test_they_are_listed(reader: Api) -> None:
    listed = reader.get("/events/schemas/").json()["results"]
    assert len(listed) == len(list(FOLDER.glob("*/*.json")))
    assert {(each["event_type"], each["version"], each["direction"]) for each in listed} == {
        (each.event_type, each.version, each.direction.value) for each in contracts()
    }
    for each in listed:
        answer = reader.client.get(each["url"])
        assert answer.json()["$id"].split(":")[3] == each["direction"]
        assert answer.json()["title"] == each["title"]


def test_each_is_served_as_it_is_and_once(reader: Api) -> None:
    path = "/api/v1/events/schemas/sample.requested/1/"
    served = reader.client.get(path)
    assert served["Content-Type"] == "application/schema+json"
    assert served.content == (FOLDER / "incoming" / "sample.requested.v1.json").read_bytes()
    again = reader.client.get(path, headers={"If-None-Match": served["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["lead.sang/1/", "lead.created/2/", "lead.created/1/?direction=outgoing"])
def test_others_are_not_found(reader: Api, path: str) -> None:
    problem(reader.get(f"/events/schemas/{path}"), 404, "not_found")


def test_another_direction_is_refused(reader: Api) -> None:
    problem(reader.get("/events/schemas/lead.created/1/?direction=sideways"), 400, "invalid")

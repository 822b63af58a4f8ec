"""OpenAPI for events: each type's schema is a component, in the dialect of OpenAPI 3.0."""

from typing import Any, Literal

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from journal.contracts.registry import Contract, Direction, Schema, contracts, envelope
from journal.services.incoming import MOST_EVENTS

_LEFT_OUT = {"$schema", "$id", "$defs", "$ref", "x-aggregate-id", "examples", "title"}


class EventsSerializer(serializers.Serializer[Any]):
    """An event, or a batch of them. Only described here: what reads them is `journal.contracts`."""


class EventsExtension(OpenApiSerializerExtension):
    """The types of events we know, one of any other type, or a batch."""

    target_class = "journal.api.openapi.EventsSerializer"

    def get_name(self, auto_schema: AutoSchema, direction: Literal["request", "response"]) -> str:
        """The component's."""
        return "Events"

    def map_serializer(self, auto_schema: AutoSchema, direction: Literal["request", "response"]) -> dict[str, Any]:
        """References to a component for each type; `describe_events` brings them."""
        batch = {
            "type": "array",
            "minItems": 1,
            "maxItems": MOST_EVENTS,
            "items": {},
            "description": "A batch. Each of them as it would be alone; a wrong one is told in its result.",
        }
        return {"oneOf": [*({"$ref": f"#/components/schemas/{name}"} for name in event_components()), batch]}


def describe_events(result: dict[str, Any], **_: object) -> dict[str, Any]:
    """Hook at the end: a component for each type of events. After drf-spectacular has named the choices of ours."""
    result["components"]["schemas"] = dict(sorted((result["components"]["schemas"] | event_components()).items()))
    return result


def event_components() -> dict[str, dict[str, Any]]:
    """The schema of each incoming type, and of any other, by the component's name."""
    incoming = [each for each in contracts() if each.direction is Direction.INCOMING]
    return {_component_name(each): plain(each.schema) for each in incoming} | {"UnknownEvent": _unknown()}


def plain(schema: Schema) -> dict[str, Any]:
    """A schema without references, and without what OpenAPI 3.0 does not know."""
    return _plain(schema, schema.get("$defs", {}))


def _plain(node: Schema, definitions: dict[str, Schema]) -> dict[str, Any]:
    if "$ref" in node:
        node = definitions[node["$ref"].removeprefix("#/$defs/")] | node
    found = {name: value for name, value in node.items() if name not in _LEFT_OUT}
    if "properties" in found:
        found["properties"] = {name: _plain(value, definitions) for name, value in found["properties"].items()}
    if "items" in found:
        found["items"] = _plain(found["items"], definitions)
    if "const" in found:
        found["enum"] = [found.pop("const")]
    if isinstance(found.get("type"), list):
        found = _one_type(found)
    elif None in found.get("enum", ()):
        found["nullable"] = True
    return found


def _one_type(node: dict[str, Any]) -> dict[str, Any]:
    """A list of types as OpenAPI 3.0 says it."""
    types = [each for each in node.pop("type") if each != "null"]
    nullable = {"nullable": True} if len(types) == 1 else {}
    if len(types) == 1:
        return {"type": types[0], **node, **nullable}
    ours = {"integer": {"minimum", "maximum"}, "string": {"minLength", "maxLength", "pattern", "format"}}
    limits = {name for names in ours.values() for name in names}
    shared = {name: value for name, value in node.items() if name not in limits}
    each = [{"type": kind, **{name: node[name] for name in node if name in ours[kind]}} for kind in types]
    return {**shared, "anyOf": each}


def _component_name(contract: Contract) -> str:
    words = contract.event_type.replace(".", " ").replace("_", " ").title().replace(" ", "")
    return f"{words}V{contract.version}"


def _unknown() -> dict[str, Any]:
    """What every event has, of a type that is none of ours."""
    schema = plain(envelope())
    ours = sorted({each.event_type for each in contracts() if each.direction is Direction.INCOMING})
    schema["properties"]["event_type"]["not"] = {"enum": ours}
    schema["description"] = "An event of a type that nobody here knows yet: it is kept (parked)."
    return schema

"""OpenAPI for our own fields, serializers and ways to say who one is."""

from typing import Any, Literal

from drf_spectacular.extensions import (
    OpenApiAuthenticationExtension,
    OpenApiSerializerExtension,
    OpenApiSerializerFieldExtension,
)
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_bearer_security_scheme_object

from core.api.fields import CONTROL

Direction = Literal["request", "response"]


class InstantExtension(OpenApiSerializerFieldExtension):
    """RFC 3339, before the year 3000."""

    target_class = "core.api.fields.InstantField"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Direction) -> dict[str, Any]:
        """`date-time`; the end of time where it is read."""
        schema = _plain(auto_schema, self.target, direction)
        return schema | {"pattern": "^[0-2]"} if direction == "request" else schema


class PlainTextExtension(OpenApiSerializerFieldExtension):
    """Text without control characters; where it may not be blank, with more than white space."""

    target_class = "core.api.fields.PlainTextField"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Direction) -> dict[str, Any]:
        """The plain schema with a pattern."""
        schema = _plain(auto_schema, self.target, direction)
        anything = f"[^{CONTROL}]*"
        content = anything if self.target.allow_blank else rf"{anything}[^\s{CONTROL}]{anything}"
        return schema | {"pattern": f"^{content}$"}


def _plain(auto_schema: AutoSchema, field: Any, direction: Direction) -> dict[str, Any]:
    schema: dict[str, Any] = auto_schema._map_serializer_field(field, direction, bypass_extensions=True)  # noqa: SLF001
    return schema


class StrictSerializerExtension(OpenApiSerializerExtension):
    """What refuses unknown fields says so."""

    target_class = "core.api.strict.StrictSerializer"
    match_subclasses = True

    def map_serializer(self, auto_schema: AutoSchema, direction: Direction) -> dict[str, Any]:
        """The plain schema, closed."""
        schema: dict[str, Any] = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)  # noqa: SLF001
        return {**schema, "additionalProperties": False}


class CountedTokenScheme(OpenApiAuthenticationExtension):
    """`Authorization: Token …`."""

    target_class = "core.api.authentication.CountedTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """A key in the Authorization header: OpenAPI has no scheme of this name."""
        return dict(build_bearer_security_scheme_object(header_name="Authorization", token_prefix="Token"))  # noqa: S106


class PasswordScheme(OpenApiAuthenticationExtension):
    """HTTP Basic, to log in."""

    target_class = "core.api.login.authentication.PasswordAuthentication"
    name = "password"

    def get_security_requirement(self, auto_schema: AutoSchema) -> list[dict[str, list[Any]]]:
        """Or nothing: then the body has name and password."""
        return [{self.name: []}, {}]

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """As RFC 7617 has it."""
        return {"type": "http", "scheme": "basic"}

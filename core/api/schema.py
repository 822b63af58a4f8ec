"""OpenAPI: every operation says which problems (RFC 9457) it can answer with."""

from typing import Any, Literal

from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_bearer_security_scheme_object
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from core.api.idempotency import HEADER, REPLAYED
from core.api.permissions import RightsByMethod
from core.api.serializers import ProblemSerializer
from core.problems import PROBLEM_JSON

Direction = Literal["request", "response"]

Problems = dict[int | str, str]

_ALWAYS: Problems = {
    400: "The address or the body is malformed; `errors` names each value.",
    401: "No valid token.",
    406: "Only JSON is served.",
    429: "Too many requests; `Retry-After` says how many seconds to wait.",
}
_RIGHTS: Problems = {403: "The right is missing."}
_PATH: Problems = {404: "There is no such thing, or not for you."}
_BODY: Problems = {413: "The body is too large.", 415: "The body is not JSON."}
_KEY: Problems = {
    409: "Another request is changing the same thing.",
    422: "The Idempotency-Key stands for another request.",
}


class ProblemAutoSchema(AutoSchema):
    """Adds the problems that follow from what an operation takes, where the view does not describe them itself."""

    def get_override_parameters(self) -> list[Any]:
        """The view's own, and the headers of answers."""
        headers = [OpenApiParameter("Retry-After", int, OpenApiParameter.HEADER, response=[429])]
        if self._takes_key():
            headers.append(OpenApiParameter(REPLAYED, bool, OpenApiParameter.HEADER, response=[200, 201]))
        return [*super().get_override_parameters(), *headers]

    def _takes_key(self) -> bool:
        return any(getattr(each, "name", "") == HEADER for each in super().get_override_parameters())

    def _get_response_bodies(self, direction: Direction = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        for code, description in self._problems().items():
            answer = OpenApiResponse(ProblemSerializer, description=description)
            if str(code) not in bodies:
                bodies[str(code)] = self._get_response_for_code(  # type: ignore[no-untyped-call]
                    answer, str(code), [PROBLEM_JSON], direction
                )
        return bodies

    def _problems(self) -> Problems:
        asks_for_rights = any(isinstance(each, RightsByMethod) for each in self.view.get_permissions())
        return {
            **_ALWAYS,
            **(_RIGHTS if asks_for_rights else {}),
            **(_PATH if "{" in self.path else {}),
            **(_BODY if self.method == "POST" else {}),
            **(_KEY if self._takes_key() else {}),
            "default": "Problem details (RFC 9457).",
        }


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

"""OpenAPI: every operation says which problems (RFC 9457) it can answer with."""

from typing import Any, Literal

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse

import core.api.schema_extensions  # noqa: F401  registers them
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
_BODY: Problems = {411: "The body has no Content-Length.", 413: "The body is too large.", 415: "The body is not JSON."}
_KEY: Problems = {
    409: "Another request is changing the same thing.",
    422: "The Idempotency-Key stands for another request.",
}


class ProblemAutoSchema(AutoSchema):
    """Adds the problems that follow from what an operation takes, where the view does not describe them itself."""

    def _takes_key(self) -> bool:
        return any(getattr(each, "name", "") == HEADER for each in self.get_override_parameters())

    def _get_response_headers_for_code(self, status_code: str, direction: Direction = "response") -> dict[str, Any]:
        headers: dict[str, Any] = super()._get_response_headers_for_code(status_code, direction)
        if status_code == "429":
            headers["Retry-After"] = {"schema": {"type": "integer"}, "description": "Seconds."}
        if status_code in {"200", "201"} and self._takes_key():
            headers[REPLAYED] = {"schema": {"type": "boolean"}, "description": "The answer was given before."}
        return headers

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


def share_problems(result: dict[str, Any], **_: object) -> dict[str, Any]:
    """Hook at the end: problems that many operations answer with are described once, in `components`."""
    shared = result.setdefault("components", {}).setdefault("responses", {})
    for item in result["paths"].values():
        for operation in item.values():
            for status, answer in operation["responses"].items():
                name = f"Problem{status.title()}"
                is_plain = (
                    list(answer.get("content", ())) == [PROBLEM_JSON]
                    and "examples" not in answer["content"][PROBLEM_JSON]
                )
                if is_plain and shared.setdefault(name, answer) == answer:
                    operation["responses"][status] = {"$ref": f"#/components/responses/{name}"}
    return result

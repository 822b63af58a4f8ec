"""OpenAPI: every operation also answers with problem details (RFC 9457)."""

from typing import Any, Literal

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse

from core.api.serializers import ProblemSerializer
from core.problems import PROBLEM_JSON

Direction = Literal["request", "response"]


class ProblemAutoSchema(AutoSchema):
    """Adds the error answers that any operation can give, where the view describes none of its own."""

    def _get_response_bodies(self, direction: Direction = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        problem: dict[str, Any] = self._get_response_for_code(
            OpenApiResponse(ProblemSerializer), "default", [PROBLEM_JSON], direction
        )
        bodies.setdefault("default", problem | {"description": "Problem details (RFC 9457)."})
        return bodies

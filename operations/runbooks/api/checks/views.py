"""Checks over HTTP: which there are, and running one."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.permissions import requires
from core.api.strict import StrictSerializer, read_body, read_query
from core.api.views import ApiView, user_of
from operations.runbooks.api.checks.descriptions import GET_CHECK, LIST_CHECKS, RUN_CHECK
from operations.runbooks.api.checks.rendering import check_as_json, check_in_full, result_as_json
from operations.runbooks.api.checks.serializers import (
    CheckDetailSerializer,
    CheckListSerializer,
    CheckResultSerializer,
    RunCheckSerializer,
)
from operations.runbooks.checks.errors import CheckParameterWrong
from operations.runbooks.checks.registry import CHECKS
from operations.runbooks.checks.running import allowed_check, may_run, run_check


class ChecksView(ApiView):
    """All checks that the caller may run."""

    permission_classes = (requires(),)

    @extend_schema(**LIST_CHECKS)
    def get(self, request: Request) -> Response:
        """By name."""
        read_query(request, StrictSerializer)
        user = user_of(request)
        found = [check for _name, check in sorted(CHECKS.items()) if may_run(check, user)]
        return Response(CheckListSerializer({"results": [check_as_json(each, request) for each in found]}).data)


class CheckView(ApiView):
    """One check."""

    permission_classes = (requires(),)

    @extend_schema(**GET_CHECK)
    def get(self, request: Request, name: str) -> Response:
        """The check, for those who may run it."""
        read_query(request, StrictSerializer)
        check = allowed_check(name, user_of(request))
        return Response(CheckDetailSerializer(check_in_full(check, request)).data)


class RunCheckView(ApiView):
    """Running one check. Each takes a right of its own; a POST, since every run asks anew."""

    permission_classes = (requires(),)

    @extend_schema(**RUN_CHECK)
    def post(self, request: Request, name: str) -> Response:
        """What the check found."""
        read_query(request, StrictSerializer)
        body = read_body(request, RunCheckSerializer)
        try:
            result = run_check(name=name, user=user_of(request), parameters=body.get("parameters", {}))
        except CheckParameterWrong as error:
            error.field = f"parameters/{_escaped(error.field or '')}"
            raise
        return Response(CheckResultSerializer(result_as_json(result)).data, headers={"Cache-Control": "no-store"})


def _escaped(name: str) -> str:
    """A name as a step of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")

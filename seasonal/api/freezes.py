"""May something be released now? For deployment pipelines."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.fields import InstantField
from core.api.permissions import requires
from core.api.strict import StrictSerializer, read_query
from core.api.views import ApiView
from core.dbclock import database_now
from seasonal.models import FreezeScope
from seasonal.querysets.freezes import freeze_at, who_may_except
from seasonal.rights import VIEW

_SCOPES = [each.lower() for each in FreezeScope.values]


class FreezeQuery(StrictSerializer):
    """What is asked."""

    at = InstantField(required=False, help_text="An instant; without it, now.")
    scope = serializers.ChoiceField(choices=_SCOPES, default=_SCOPES[0], help_text="What is to be released.")


class HoldingSerializer(serializers.Serializer[Any]):
    """A freeze that holds, or an exception that lets through."""

    reason = serializers.CharField()
    until = InstantField()


class FreezeAnswer(serializers.Serializer[Any]):
    """Whether releases are frozen, and until when."""

    frozen = serializers.BooleanField()
    at = InstantField()
    scope = serializers.ChoiceField(choices=_SCOPES)
    until = InstantField(allow_null=True, help_text="When it ends; null where nothing is frozen.")
    windows = HoldingSerializer(many=True, help_text="The freezes that hold.")
    exceptions = HoldingSerializer(many=True, help_text="Exceptions that let releases through.")
    exceptions_by = serializers.ListField(
        child=serializers.CharField(), help_text="Who may grant an exception; empty where nothing is frozen."
    )


class FreezeView(ApiView):
    """Is a release frozen?"""

    permission_classes = (requires(GET=VIEW),)

    @extend_schema(
        operation_id="get_season_freeze",
        summary="Whether releases are frozen",
        description=(
            "For deployment pipelines: whether a release of `scope` is frozen at an instant, until when, why, and who "
            "may grant an exception. Releasing everything (`all`) is kept back by any freeze; a part by its own and by "
            "those of everything."
        ),
        parameters=[FreezeQuery],
        responses=FreezeAnswer,
        tags=["seasons"],
    )
    def get(self, request: Request) -> Response:
        """Looked up anew at each request."""
        asked = read_query(request, FreezeQuery)
        at, scope = asked.get("at") or database_now(), asked["scope"]
        found = freeze_at(at, scope.upper())
        answer = FreezeAnswer(
            {
                "frozen": found.frozen,
                "at": at,
                "scope": scope,
                "until": found.until,
                "windows": [{"reason": each.reason, "until": each.ends_at} for each in found.windows],
                "exceptions": [{"reason": each.reason, "until": each.until} for each in found.exceptions],
                "exceptions_by": who_may_except() if found.frozen else [],
            }
        )
        return Response(answer.data, headers={"Cache-Control": "no-store"})

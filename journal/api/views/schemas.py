"""What events look like, published."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.permissions import requires
from core.api.strict import StrictSerializer, read_query
from core.api.views import ApiView
from journal.api.descriptions import GET_SCHEMA, SCHEMA_JSON
from journal.api.serializers import ContractListSerializer, DirectionQuery
from journal.contracts.registry import contract_of, contracts


class SchemaRenderer(JSONRenderer):
    """JSON Schema."""

    media_type = SCHEMA_JSON


class EventSchemasView(ApiView):
    """All published schemas."""

    permission_classes = (requires(),)

    @extend_schema(
        operation_id="list_event_schemas",
        summary="List the types of events",
        description="Every version of every type: what others send (incoming), and what we send (outgoing).",
        responses=ContractListSerializer,
        tags=["events"],
    )
    def get(self, request: Request) -> Response:
        """Type, version, direction, title and address of each."""
        read_query(request, StrictSerializer)
        rows: list[dict[str, Any]] = [
            {
                "event_type": each.event_type,
                "version": each.version,
                "direction": each.direction.value,
                "title": each.schema["title"],
                "url": request.build_absolute_uri(each.url),
            }
            for each in contracts()
        ]
        return Response(ContractListSerializer({"results": rows}).data)


class EventSchemaView(ApiView):
    """One published schema."""

    permission_classes = (requires(),)
    renderer_classes = (SchemaRenderer,)

    @extend_schema(parameters=[DirectionQuery], **GET_SCHEMA)
    def get(self, request: Request, event_type: str, version: int) -> HttpResponseBase:
        """The file as it is; 304 for one who has it."""
        direction = read_query(request, DirectionQuery).get("direction")
        contract = contract_of(event_type, version, direction)
        if contract is None:
            raise Http404
        response = HttpResponse(contract.text, SCHEMA_JSON, headers={"ETag": contract.etag})
        return get_conditional_response(request._request, etag=contract.etag, response=response) or response

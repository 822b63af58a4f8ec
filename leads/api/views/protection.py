"""A lead's clock at any instant."""

from dataclasses import asdict

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.permissions import requires
from core.api.strict import read_query
from core.api.views import ApiView
from core.dbclock import database_now
from leads.api.scope import lead_for, reading_of
from leads.api.serializers.protection import ProtectionSerializer
from leads.api.serializers.queries import AsOfQuery


class ProtectionView(ApiView):
    """The clock of one lead."""

    permission_classes = (requires(GET="leads.view_lead"),)

    @extend_schema(
        operation_id="get_protection",
        summary="Get a lead's protection as of an instant",
        description=(
            "The row of `v_user_lead_protection`, for now or for any instant: facts that had happened by then, holds "
            "in their recorded length, owner and status of that time. Before the registration there is none (404, "
            "`lead_not_registered_yet`)."
        ),
        parameters=[AsOfQuery],
        responses=ProtectionSerializer,
        tags=["leads"],
    )
    def get(self, request: Request, lead_id: int) -> Response:
        """The reading at `as_of`, or now."""
        asked = read_query(request, AsOfQuery)
        lead = lead_for(request, lead_id)
        at = asked.get("as_of") or database_now()
        described = {"as_of": at, "created_at": lead.created_at, "territory": lead.territory}
        return Response(ProtectionSerializer({**asdict(reading_of(lead, at)), **described}).data)

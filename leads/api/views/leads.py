"""Reading leads: the list, and one of them."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from core.api.permissions import requires
from core.api.strict import StrictSerializer, read_query
from core.api.views import ApiView
from core.dbclock import database_now
from leads.api.cursors import cursor_at, position_of
from leads.api.filters import filtered
from leads.api.scope import lead_for, leads_for, reading_of
from leads.api.serializers.leads import LeadDetailSerializer, LeadPageSerializer
from leads.api.serializers.queries import LeadQuery
from leads.querysets.pages import page_of
from leads.querysets.protection import protections_of


class LeadListView(ApiView):
    """All leads of the user's territories."""

    permission_classes = (requires(GET="leads.view_lead"),)

    @extend_schema(
        operation_id="list_leads",
        summary="List leads",
        description=(
            "The leads of your territories with their clocks. Follow `next` to its end: a page is found by position, "
            "so none comes twice. Ordered by `expiry`, one whose date moves meanwhile may; ordered by `id` it cannot."
        ),
        parameters=[LeadQuery],
        responses=LeadPageSerializer,
        tags=["leads"],
    )
    def get(self, request: Request) -> Response:
        """One page, as filtered."""
        asked = read_query(request, LeadQuery)
        ordering, now = asked["ordering"], database_now()
        after = position_of(asked["cursor"], ordering) if "cursor" in asked else None
        page = page_of(filtered(leads_for(request), asked, now), ordering=ordering, limit=asked["limit"], after=after)
        readings = protections_of([lead.pk for lead in page.leads], now)
        here = request.build_absolute_uri()
        body = {
            "next": replace_query_param(here, "cursor", cursor_at(page.end, ordering)) if page.end else None,
            "as_of": now,
            # Without a reading: deleted meanwhile, or registered by a machine whose clock is fast, and not begun yet.
            "results": [lead for lead in page.leads if lead.pk in readings],
        }
        return Response(LeadPageSerializer(body, context={"readings": readings}).data)


class LeadDetailView(ApiView):
    """One lead."""

    permission_classes = (requires(GET="leads.view_lead"),)

    @extend_schema(
        operation_id="get_lead",
        summary="Get a lead with its facts",
        description="The lead, its clock now, and everything that is recorded about it.",
        responses=LeadDetailSerializer,
        tags=["leads"],
    )
    def get(self, request: Request, lead_id: int) -> Response:
        """The lead with all that is recorded about it."""
        read_query(request, StrictSerializer)
        lead = lead_for(request, lead_id)
        return Response(LeadDetailSerializer(lead, context={"readings": {lead.pk: reading_of(lead)}}).data)

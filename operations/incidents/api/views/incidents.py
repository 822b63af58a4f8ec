"""Reading incidents, reacting to them, writing into their timeline."""

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from core.api.idempotency import IDEMPOTENCY_KEY, change
from core.api.permissions import requires
from core.api.strict import StrictSerializer, read_body, read_query
from core.api.views import ApiView, user_of
from operations.incidents.api.serializers import (
    AcknowledgeSerializer,
    EntrySerializer,
    IncidentDetailSerializer,
    IncidentPageSerializer,
    IncidentSerializer,
    IncidentsQuery,
    NoteSerializer,
)
from operations.incidents.models import Incident
from operations.incidents.querysets.incidents import IncidentQuerySet
from operations.incidents.services import acknowledge_incident, add_note
from operations.incidents.services.errors import not_found

_COLUMNS = ("state", "severity", "subject", "territory")


class IncidentsView(ApiView):
    """The incidents of the user's territories."""

    permission_classes = (requires(GET="incidents.view_incident"),)

    @extend_schema(
        operation_id="list_incidents",
        summary="List incidents",
        description="The incidents of your territories and those that concern all, the newest first. Follow `next`.",
        parameters=[IncidentsQuery],
        responses=IncidentPageSerializer,
        tags=["incidents"],
    )
    def get(self, request: Request) -> Response:
        """One page, as filtered."""
        asked = read_query(request, IncidentsQuery)
        found = _visible(request).filter(**{name: asked[name] for name in _COLUMNS if name in asked})
        if "active" in asked:
            found = found.active() if asked["active"] else found.ended()
        if "cursor" in asked:
            found = found.filter(pk__lt=asked["cursor"])
        rows = list(found.order_by("-id")[: asked["limit"] + 1])
        page, more = rows[: asked["limit"]], len(rows) > asked["limit"]
        here = request.build_absolute_uri()
        after = replace_query_param(here, "cursor", str(page[-1].pk)) if more else None
        return Response(IncidentPageSerializer({"next": after, "results": page}).data)


class IncidentView(ApiView):
    """One incident."""

    permission_classes = (requires(GET="incidents.view_incident"),)

    @extend_schema(
        operation_id="get_incident",
        summary="Get an incident with its timeline",
        responses=IncidentDetailSerializer,
        tags=["incidents"],
    )
    def get(self, request: Request, incident_id: int) -> Response:
        """The incident with all that happened in it."""
        read_query(request, StrictSerializer)
        found = _visible(request).prefetch_related("timeline__actor", "checklist", "linked_leads")
        incident = found.filter(pk=incident_id).first()
        if incident is None:
            raise not_found()
        return Response(IncidentDetailSerializer(incident).data)


class AcknowledgeView(ApiView):
    """Reactions."""

    permission_classes = (requires(POST="incidents.work_incident"),)

    @extend_schema(
        operation_id="acknowledge_incident",
        summary="Acknowledge an incident",
        description=(
            "You are on it: notifications stop, and nobody else is called. 409 where somebody has acknowledged it "
            "already (`already_acknowledged`), or it has ended (`incident_state`)."
        ),
        parameters=[IDEMPOTENCY_KEY],
        request=AcknowledgeSerializer,
        responses=IncidentSerializer,
        tags=["incidents"],
    )
    def post(self, request: Request, incident_id: int) -> HttpResponse:
        """The incident as it is now."""
        read_query(request, StrictSerializer)
        said = read_body(request, AcknowledgeSerializer)

        def acknowledge() -> Response:
            incident = acknowledge_incident(incident_id=incident_id, actor=user_of(request), note=said["note"])
            return Response(IncidentSerializer(incident).data)

        return change(request, acknowledge)


class NotesView(ApiView):
    """Lines of the timeline."""

    permission_classes = (requires(POST="incidents.work_incident"),)

    @extend_schema(
        operation_id="add_incident_note",
        summary="Write into the timeline of an incident",
        description="It is kept for good. 409 where the incident is closed (`incident_state`).",
        parameters=[IDEMPOTENCY_KEY],
        request=NoteSerializer,
        responses={201: EntrySerializer},
        tags=["incidents"],
    )
    def post(self, request: Request, incident_id: int) -> HttpResponse:
        """201 with the line."""
        read_query(request, StrictSerializer)
        said = read_body(request, NoteSerializer)

        def write() -> Response:
            entry = add_note(incident_id=incident_id, text=said["text"], at=said.get("at"), actor=user_of(request))
            entry.refresh_from_db()
            return Response(EntrySerializer(entry).data, status=201)

        return change(request, write)


def _visible(request: Request) -> IncidentQuerySet:
    return Incident.objects.for_user(user_of(request))

"""Stopping and restarting a clock."""

from collections.abc import Callable

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.idempotency import bounded_wait, change, key_of
from core.api.permissions import requires
from core.api.strict import read_body, read_query
from core.api.views import ApiView, user_of
from leads.api.descriptions import PLACE_HOLD, RELEASE_HOLD
from leads.api.overrides import explained_override, preview_of
from leads.api.scope import hold_for, lead_for, reading_of
from leads.api.serializers.holds import ChangedHoldSerializer, PlaceHoldSerializer, ReleaseHoldSerializer
from leads.api.serializers.queries import PreviewQuery
from leads.models import LeadHold
from leads.services.holds import PlacedHold, place_hold, release_hold


class LeadHoldsView(ApiView):
    """The holds of a lead."""

    permission_classes = (requires(POST="leads.place_hold"),)

    @extend_schema(**PLACE_HOLD)
    def post(self, request: Request, lead_id: int) -> HttpResponse:
        """Stop the clock: 201 with the new hold, 200 with the one that stands already."""
        preview = read_query(request, PreviewQuery)["preview"]
        facts = read_body(request, PlaceHoldSerializer)
        override = facts.pop("override", None)
        lead = lead_for(request, lead_id)
        user = user_of(request)
        if preview:
            return _preview(request, lead.pk, lambda: place_hold(lead_id=lead.pk, actor=user, **facts))

        def place() -> Response:
            placed: PlacedHold = place_hold(lead_id=lead.pk, actor=user, override=override, **facts)
            return Response(_with_reading(placed.hold), status=201 if placed.created else 200)

        with explained_override(user):
            return change(request, place)


class ReleaseHoldView(ApiView):
    """The end of a hold."""

    permission_classes = (requires(POST="leads.release_hold"),)

    @extend_schema(**RELEASE_HOLD)
    def post(self, request: Request, hold_id: int) -> HttpResponse:
        """Restart the clock; a hold that has ended already stays as it is."""
        preview = read_query(request, PreviewQuery)["preview"]
        facts = read_body(request, ReleaseHoldSerializer)
        override = facts.pop("override", None)
        hold = hold_for(request, hold_id)
        user = user_of(request)
        if preview:
            return _preview(request, hold.lead_id, lambda: release_hold(hold_id=hold.pk, actor=user, **facts))

        def release() -> Response:
            return Response(_with_reading(release_hold(hold_id=hold.pk, actor=user, override=override, **facts)))

        with explained_override(user):
            return change(request, release)


def _preview(request: Request, lead_id: int, work: Callable[[], object]) -> Response:
    key_of(request)  # not used, but a mistake in it is told now, and not first when it matters
    with bounded_wait():
        return Response(preview_of(lead_id, user_of(request), work))


def _with_reading(hold: LeadHold) -> dict[str, object]:
    hold.protection = reading_of(hold.lead)  # type: ignore[attr-defined]  # what the serializer shows beside the hold
    return dict(ChangedHoldSerializer(hold).data)

"""Sending events, and asking what became of one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ParseError
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.idempotency import change
from core.api.permissions import requires
from core.api.strict import StrictSerializer, read_query
from core.api.views import ApiView, user_of
from journal.api.answers import EventRefused, answer_to, refusal
from journal.api.descriptions import SEND_EVENTS
from journal.api.parsers import EventParser
from journal.api.permissions import ServiceAccount
from journal.api.serializers import SentEventSerializer
from journal.api.throttling import THROTTLES
from journal.querysets.incoming import consumer_deliveries, sent_event
from journal.services.incoming import MOST_EVENTS, Result, Status, apply_events, receive_events


class EventsView(ApiView):
    """Events of other systems."""

    permission_classes = (requires(POST="journal.send_event"), ServiceAccount)
    parser_classes = (EventParser,)
    throttle_classes = THROTTLES

    @extend_schema(**SEND_EVENTS)
    def post(self, request: Request) -> HttpResponse:
        """202 for an event that was taken; 200 with a result for each of a batch."""
        read_query(request, StrictSerializer)
        events = _events(request.data)
        received: list[Result] = []

        def receive() -> Response:
            received[:] = receive_events(sender=user_of(request), events=events)
            if isinstance(request.data, list):
                return Response({"results": [answer_to(result) for result in received]})
            if received[0].status in {Status.REJECTED, Status.CONFLICT}:
                raise EventRefused(received[0])
            return Response(answer_to(received[0]), status=202)

        try:
            response = change(request, receive)
        except EventRefused as refused:
            return refusal(request, refused.result)
        apply_events(received)
        return response


class SentEventView(ApiView):
    """One event that was sent."""

    permission_classes = (requires(GET="journal.send_event"), ServiceAccount)

    @extend_schema(
        operation_id="get_sent_event",
        summary="Ask what became of an event",
        description="For its sender: whether it was recorded or is parked, and what each consumer here has made of it.",
        responses=SentEventSerializer,
        tags=["events"],
    )
    def get(self, request: Request, event_id: str) -> Response:
        """The event as it stands now."""
        read_query(request, StrictSerializer)
        event = sent_event(_uuid(event_id), user_of(request))
        if event is None:
            raise Http404
        body = {
            "event_id": event.event_id,
            "event_type": event.event_type,
            "state": event.state.lower(),
            "received_at": event.received_at,
            "note": event.note,
            "consumers": consumer_deliveries(event.event_id),
        }
        return Response(SentEventSerializer(body).data)


def _events(body: Any) -> Sequence[Any]:
    if isinstance(body, dict):
        return [body]
    if not isinstance(body, list):
        raise ParseError(_("Send an event (an object), or a batch (a list of events)."), code="not_events")
    if not 1 <= len(body) <= MOST_EVENTS:
        message = _("A batch has 1 to %(most)s events; this one has %(count)s.")
        raise ParseError(message % {"most": MOST_EVENTS, "count": len(body)}, code="batch_size")
    return body


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None

"""Where Alertmanager delivers alerts, and says that it is there."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.idempotency import bounded_wait
from core.api.permissions import requires
from core.api.strict import StrictSerializer, read_query
from core.api.views import ApiView
from operations.incidents.api.deliveries import DeliveryParser, DeliverySerializer, TakenSerializer, signals_of
from operations.incidents.services.signals import take_signals
from operations.incidents.services.watchdog import record_beat
from operations.incidents.signals import Signal
from operations.incidents.standing_in import stand_in_for_workers
from operations.runbooks.alerts import WATCHDOG

_DELIVERS = requires(POST="incidents.receive_alerts")


class DeliveriesView(ApiView):
    """Deliveries of alerts."""

    permission_classes = (_DELIVERS,)
    parser_classes = (DeliveryParser,)

    @extend_schema(
        operation_id="deliver_alerts",
        summary="Deliver alerts",
        description=(
            "For Alertmanager (webhook_config, version 4): each alert opens an incident or joins it, and may end it. "
            "Answered when that is kept. An alert counts once for its fingerprint and start, so a delivery may be "
            "repeated, by several Alertmanagers too. Where anything is malformed, nothing of the delivery is kept."
        ),
        request=DeliverySerializer,
        responses=TakenSerializer,
        tags=["incidents"],
    )
    def post(self, request: Request) -> Response:
        """The incidents concerned, once they are committed."""
        signals = _delivered(request)
        with bounded_wait():
            taken = take_signals(signals=[signal for signal in signals if signal.alert_name != WATCHDOG])
            if _beats(signals):
                record_beat()
        stand_in_for_workers()
        return Response({"incidents": taken})


class WatchdogView(ApiView):
    """The alert that always fires."""

    permission_classes = (_DELIVERS,)
    parser_classes = (DeliveryParser,)

    @extend_schema(
        operation_id="deliver_watchdog",
        summary="Say that alerting is alive",
        description=(
            "For Alertmanager: the alert that always fires is sent here. Its silence is found by the auditor of the "
            "escalation. Alerts of other names are not taken here."
        ),
        request=DeliverySerializer,
        responses={204: None},
        tags=["incidents"],
    )
    def post(self, request: Request) -> Response:
        """204 once it is kept."""
        if _beats(_delivered(request)):
            record_beat()
        stand_in_for_workers()
        return Response(status=204)


def _delivered(request: Request) -> list[Signal]:
    read_query(request, StrictSerializer)
    read: Any = DeliverySerializer(data=request.data)
    read.is_valid(raise_exception=True)
    return signals_of(read.validated_data)


def _beats(signals: list[Signal]) -> bool:
    return any(signal.alert_name == WATCHDOG and signal.ends_at is None for signal in signals)

"""Sending events again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from core.operating import Feature, refuse_if_switched_off
from journal.models import Replay


def replay_events(
    *,
    actor: User | None,
    reason: str,
    subscription_id: int | None = None,
    recorded_from: datetime | None = None,
    recorded_until: datetime | None = None,
    event_types: Sequence[str] = (),
    aggregate_type: str | None = None,
    aggregate_id: int | None = None,
) -> Replay:
    """Queue recorded events again, for one subscription or all that want them; the replay tells how many.

    Everything given narrows it: recorded from (inclusive) until (exclusive; aware), types as in a subscription, one
    aggregate. Consumers see the same ids; what still waits or is parked is not doubled. DomainError without a reason,
    or where nothing narrows it; FeatureSwitchedOff while that rests for a season.
    """
    refuse_if_switched_off(Feature.EVENT_REPLAY)
    if not reason.strip():
        raise DomainError(_("Say why the events are sent again."), code="reason_missing", status=422, field="reason")
    if aggregate_id is not None and aggregate_type is None:
        raise DomainError(_("Say which kind of aggregate."), code="aggregate_incomplete", status=422)
    narrowed = (recorded_from, recorded_until, aggregate_type, subscription_id)
    if not event_types and all(value is None for value in narrowed):
        raise DomainError(
            _("Say which events: a time, types, an aggregate or a subscription."), code="replay_unbounded", status=422
        )
    with transaction.atomic():
        replay = Replay.objects.create(
            requested_by=actor.pk if actor else None,
            reason=reason.strip(),
            subscription_id=subscription_id,
            recorded_from=recorded_from,
            recorded_until=recorded_until,
            event_types=list(event_types),
            aggregate_type=aggregate_type,
            aggregate_id=aggregate_id,
        )
        with connection.cursor() as cursor:
            cursor.execute("SELECT integration.queue_replay(%s)", [replay.pk])
            replay.deliveries = cursor.fetchone()[0]
        return replay

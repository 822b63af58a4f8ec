"""Giving events to the consumers in the code: handled and settled in one transaction."""

from collections.abc import Sequence
from datetime import timedelta
from math import inf
from time import monotonic

import structlog
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from core.errors import DomainError
from journal.consumers import Consumer, NotYet, consumers
from journal.messages import EventMessage
from journal.models import Kind, Subscription
from journal.querysets.waiting import subscriptions_waiting
from journal.relay.claims import Outcome, Settlement, claim, settle
from journal.webhooks.backoff import next_attempt

STREAMS, RUN = 200, 20

log = structlog.get_logger(__name__)


def consume_all(*, patient: bool = True) -> int:
    """Give every consumer that waits its next batch; how many events were claimed. `patient`: see `consume`."""
    return consume_waiting(subscriptions_waiting(Kind.CONSUMER), patient=patient)


def consume_waiting(waiting: Sequence[Subscription], *, patient: bool = True, until: float = inf) -> int:
    """The same for those consumers that are known to wait; none is begun after `until` (monotonic)."""
    found = consumers()
    return sum(
        consume(subscription=subscription, consumer=found[subscription.target], patient=patient)
        for subscription in waiting
        if subscription.target in found and monotonic() < until
    )


def consume(*, subscription: Subscription, consumer: Consumer, patient: bool = True) -> int:
    """Give a consumer its next batch, in a transaction; how many events were claimed.

    A crash leaves everything as it was: the events, their state, and what the consumer wrote. Raises OperationalError
    where the database is gone; one that a statement caused, such as a deadlock, a lock or a timeout, counts as a failed
    attempt, unless the caller is not `patient`: then it is raised too.
    """
    with transaction.atomic():
        messages = claim(subscription_id=subscription.pk, limit=STREAMS, run=RUN)
        if not messages:
            return 0
        settlements = _together(consumer, messages, patient) or _one_by_one(subscription, consumer, messages)
        settle(settlements)
        if not subscription.ordered:
            _hurry(subscription, messages, settlements)
    return len(messages)


def _together(consumer: Consumer, messages: Sequence[EventMessage], patient: bool) -> list[Settlement]:
    """All delivered, or nothing: then they are tried one by one, to find out which is at fault."""
    try:
        with transaction.atomic():
            consumer.handle(messages)
    except Exception as error:
        if _is_gone() or (isinstance(error, OperationalError) and not patient):
            raise
        log.info("a batch is taken apart", consumer=consumer.name, events=len(messages), error=repr(error))
        return []
    return [Settlement(message.delivery_id, Outcome.DELIVERED) for message in messages]


def _one_by_one(subscription: Subscription, consumer: Consumer, messages: Sequence[EventMessage]) -> list[Settlement]:
    settlements = []
    stopped: set[str] = set()
    for message in messages:
        if message.stream in stopped:
            settlements.append(Settlement(message.delivery_id, Outcome.RELEASED))
            continue
        settlement = _alone(subscription, consumer, message)
        if settlement.outcome is not Outcome.DELIVERED and subscription.ordered:
            stopped.add(message.stream)
        settlements.append(settlement)
    return settlements


def _alone(subscription: Subscription, consumer: Consumer, message: EventMessage) -> Settlement:
    try:
        with transaction.atomic():
            consumer.handle([message])
    except DomainError as refused:
        return Settlement(message.delivery_id, Outcome.PARKED, str(refused))
    except NotYet as missing:
        # However long that takes: what arrives early ends in the same state as what arrives in order.
        return _later(message, str(missing))
    except Exception as error:
        if _is_gone():
            raise
        log.exception("a consumer failed", consumer=consumer.name, event_id=str(message.event_id))
        return _again(subscription, message, f"{type(error).__name__}: {error}")
    return Settlement(message.delivery_id, Outcome.DELIVERED)


def _is_gone() -> bool:
    """Whether the session has ended: then nothing can be settled in it."""
    return connection.connection is None or connection.connection.closed


def _again(subscription: Subscription, message: EventMessage, error: str) -> Settlement:
    attempts = message.attempts + 1
    if attempts >= subscription.most_attempts:
        return Settlement(message.delivery_id, Outcome.PARKED, error)
    return _later(message, error)


def _later(message: EventMessage, error: str) -> Settlement:
    due_at = timezone.now() + timedelta(seconds=next_attempt(message.attempts + 1))
    return Settlement(message.delivery_id, Outcome.FAILED, error, due_at)


def _hurry(subscription: Subscription, messages: Sequence[EventMessage], settlements: Sequence[Settlement]) -> None:
    """What waited for one of these, such as an activity for its lead, need not wait out its backoff."""
    delivered = {s.delivery_id for s in settlements if s.outcome is Outcome.DELIVERED}
    streams = {message.stream for message in messages if message.delivery_id in delivered}
    with connection.cursor() as cursor:
        cursor.execute("SELECT integration.hurry_deliveries(%s, %s)", [subscription.pk, sorted(streams)])

"""What a receiver's answer means for the delivery, and for the subscription."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from journal.messages import EventMessage
from journal.models import Subscription
from journal.relay.claims import Outcome, Settlement
from journal.services.subscriptions import disable_subscription
from journal.webhooks.backoff import next_attempt
from journal.webhooks.sending import Answer, AnswerOutcome

# A receiver that fails so often in a row is down: it is left alone for a while, longer each time, up to five minutes.
PATIENCE, LONGEST_REST = 10, 300
# Answers that are about one event alone: the receiver is up, and may take others.
ABOUT_THE_EVENT = {400, 409, 413, 415, 422}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A delivery's outcome. `healthy`: whether the receiver is up; None where nothing was sent."""

    subscription: Subscription
    settlement: Settlement
    healthy: bool | None = None
    gone: bool = False


def judge(subscription: Subscription, message: EventMessage, answer: Answer) -> Verdict:
    """Delivered, to be tried again, or parked after too many attempts; 410 says that nobody wants any more."""
    if answer.outcome is AnswerOutcome.DELIVERED:
        return Verdict(subscription, Settlement(message.delivery_id, Outcome.DELIVERED), healthy=True)
    if answer.outcome is AnswerOutcome.GONE:
        return Verdict(subscription, Settlement(message.delivery_id, Outcome.RELEASED), healthy=True, gone=True)
    attempts = message.attempts + 1
    if attempts >= subscription.most_attempts:
        settlement = Settlement(message.delivery_id, Outcome.PARKED, answer.error)
    else:
        due_at = timezone.now() + timedelta(seconds=next_attempt(attempts, retry_after=answer.retry_after))
        settlement = Settlement(message.delivery_id, Outcome.FAILED, answer.error, due_at)
    return Verdict(subscription, settlement, healthy=answer.status in ABOUT_THE_EVENT)


def note_health(verdicts: Sequence[Verdict]) -> None:
    """Count failures in a row, let a receiver rest that is down, and disable one that is gone."""
    for subscription in {verdict.subscription.pk: verdict.subscription for verdict in verdicts}.values():
        mine = [v for v in verdicts if v.subscription.pk == subscription.pk and v.healthy is not None]
        if any(verdict.gone for verdict in mine):
            disable_subscription(subscription_id=subscription.pk, actor=None, why="410 Gone")
        elif any(verdict.healthy for verdict in mine):
            Subscription.objects.filter(pk=subscription.pk, failures_in_a_row__gt=0).update(
                failures_in_a_row=0, rests_until=None
            )
        elif mine:
            _count_failures(subscription.pk, len(mine))


def _count_failures(subscription_id: int, failures: int) -> None:
    row = Subscription.objects.filter(pk=subscription_id)
    row.update(failures_in_a_row=F("failures_in_a_row") + failures)
    in_a_row = row.values_list("failures_in_a_row", flat=True)[0]
    if in_a_row >= PATIENCE:
        rest = min(2 ** (in_a_row // PATIENCE - 1), LONGEST_REST)
        row.update(rests_until=timezone.now() + timedelta(seconds=rest))

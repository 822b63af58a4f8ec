"""Subscriptions: made, changed, paused, disabled and enabled again, with a new key."""

from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dbclock import database_now
from core.errors import DomainError
from core.models import User
from journal.models import Kind, Subscription, SubscriptionState
from journal.services.replays import replay_events
from journal.webhooks.addresses import check_target

OLD_KEY_VALID = timedelta(hours=24)
CHANGEABLE = {"name", "target", "event_types", "territories", "ordered", "most_attempts"}


def create_subscription(*, actor: User | None, name: str, kind: str, target: str, **details: Any) -> Subscription:
    """Subscribe a webhook or a channel; it gets what is recorded from now on.

    DomainError where the address is not allowed, the channel has another subscription, or for a consumer: those are
    declared in the code.
    """
    if kind == Kind.CONSUMER:
        raise DomainError(_("Consumers are declared in the code."), code="kind_not_allowed", status=422, field="kind")
    _check(kind, target)
    if unknown := set(details) - CHANGEABLE:
        raise TypeError(f"not to be set: {sorted(unknown)}")
    with transaction.atomic():
        _refuse_taken(name=name, kind=kind, target=target)
        return Subscription.objects.create(
            name=name, kind=kind, target=target, created_by=actor.pk if actor else None, **details
        )


def change_subscription(*, subscription_id: int, actor: User | None, **changes: Any) -> Subscription:
    """Change what is delivered, or where to; events that wait are delivered as they were queued. Raises DomainError."""
    if unknown := set(changes) - CHANGEABLE:
        raise TypeError(f"not to be set: {sorted(unknown)}")
    with transaction.atomic():
        subscription = _locked(subscription_id)
        if subscription.kind == Kind.CONSUMER and set(changes) - {"most_attempts"}:
            raise DomainError(_("Consumers are declared in the code."), code="kind_not_allowed", status=422)
        if changes.get("target", subscription.target) != subscription.target:
            _check(subscription.kind, changes["target"])
        for name, value in changes.items():
            setattr(subscription, name, value)
        _refuse_taken(
            name=subscription.name, kind=subscription.kind, target=subscription.target, besides=subscription.pk
        )
        subscription.save(update_fields=list(changes))
        return subscription


def pause_subscription(*, subscription_id: int, actor: User | None, why: str) -> Subscription:
    """Stop delivering; events wait in their order."""
    return _enter(subscription_id, SubscriptionState.PAUSED, why)


def disable_subscription(*, subscription_id: int, actor: User | None, why: str) -> Subscription:
    """Stop delivering and stop queueing; what waits stays. Enabling catches up on what was recorded meanwhile."""
    return _enter(subscription_id, SubscriptionState.DISABLED, why)


@transaction.atomic
def enable_subscription(*, subscription_id: int, actor: User | None, catch_up: bool = True) -> Subscription:
    """Deliver again. After a disabled time, everything that was recorded meanwhile is queued, unless `catch_up` is
    false; nothing changes for one that is active."""
    _wait_for_recorders()
    before = _locked(subscription_id)
    if before.state == SubscriptionState.ACTIVE:
        return before
    subscription = _enter(subscription_id, SubscriptionState.ACTIVE, "")
    Subscription.objects.filter(pk=subscription_id).update(failures_in_a_row=0, rests_until=None)
    if before.state == SubscriptionState.DISABLED and catch_up:
        replay_events(
            actor=actor,
            reason=_("Enabled again: %(why)s") % {"why": before.state_reason or "–"},
            subscription_id=subscription_id,
            recorded_from=before.state_at,
        )
    return subscription


@transaction.atomic
def rotate_key(*, subscription_id: int, actor: User | None) -> Subscription:
    """Sign with a new key; for a day with the old one too, so that the receiver can change over."""
    subscription = _locked(subscription_id)
    subscription.key_version += 1
    subscription.previous_key_until = timezone.now() + OLD_KEY_VALID
    subscription.save(update_fields=["key_version", "previous_key_until"])
    return subscription


def _check(kind: str, target: str) -> None:
    if kind == Kind.WEBHOOK:
        check_target(target)


def _wait_for_recorders() -> None:
    """Until the transactions that are recording events have ended; further ones wait for this one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('integration.subscriptions', 0))")


def _locked(subscription_id: int) -> Subscription:
    return Subscription.objects.select_for_update(no_key=True).get(pk=subscription_id)


def _enter(subscription_id: int, state: str, why: str) -> Subscription:
    with transaction.atomic():
        _wait_for_recorders()
        subscription = _locked(subscription_id)
        if subscription.state == SubscriptionState.DISABLED and state == SubscriptionState.PAUSED:
            # It would forget since when events are missing.
            raise DomainError(_("This subscription is disabled. Enable it first."), code="subscription_disabled")
        if subscription.state != state:
            subscription.state, subscription.state_reason, subscription.state_at = state, why, database_now()
            subscription.save(update_fields=["state", "state_reason", "state_at"])
        return subscription


def _refuse_taken(*, name: str, kind: str, target: str, besides: int | None = None) -> None:
    others = Subscription.objects.all() if besides is None else Subscription.objects.exclude(pk=besides)
    if others.filter(name=name).exists():
        raise DomainError(_("There is a subscription of this name already."), code="name_taken", field="name")
    if kind == Kind.CHANNEL and others.filter(kind=kind, target=target).exists():
        raise DomainError(
            _("This channel has a subscription already: one client would take the other's events."),
            code="channel_taken",
            field="target",
        )

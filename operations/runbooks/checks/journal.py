"""Checks of the journal: whether events are delivered, and which were not."""

from django.utils.translation import gettext_lazy as _

from operations.runbooks.checks.registry import Check, Parameter, ParameterType, register
from operations.runbooks.checks.words import columns

# The relay reports every half minute.
ALIVE_SECONDS = 120

register(
    Check(
        name="outbox_lag",
        title=_("Lag of deliveries"),
        description=_("How long the oldest delivery has been due, of all subscriptions that are active."),
        permission="journal.view_delivery",
        sql="outbox_lag",
        unit="seconds",
        at_most=60,
        columns=columns("value", "subscription", "since", value=_("lag in seconds")),
    ),
    Check(
        name="outbox_pending",
        title=_("Deliveries that wait"),
        description=_("How many deliveries wait, all in all and for each subscription, and when the first was due."),
        permission="journal.view_delivery",
        sql="outbox_pending",
        columns=columns("value", "subscription", "due_at", value=_("waiting")),
    ),
    Check(
        name="parked_deliveries",
        title=_("Parked deliveries"),
        description=_("Events that could not be delivered and wait for somebody's decision."),
        permission="journal.view_delivery",
        sql="parked_deliveries",
        scoped=True,
        at_most=0,
        columns=columns("subscription", "event_type", "aggregate", "event_id", "attempts", "since"),
    ),
    Check(
        name="incoming_parked",
        title=_("Unknown incoming events"),
        description=_("Events that other systems sent and whose type nobody here knows."),
        permission="journal.view_incomingevent",
        sql="incoming_parked",
        scoped=True,
        at_most=0,
        columns=columns("event_type", "event_id", "source", "since"),
    ),
    Check(
        name="subscriptions_unwell",
        title=_("Subscriptions that stand still"),
        description=_("Subscriptions that are disabled or paused, rest after failures, or are over a minute behind."),
        permission="journal.view_delivery",
        sql="subscriptions_unwell",
        at_most=0,
        columns=columns("subscription", "subscription_kind", "subscription_state", "since", "failures"),
    ),
    Check(
        name="notification_queue",
        title=_("Queue of notifications"),
        description=_("The share of PostgreSQL's queue of notifications that is in use."),
        permission="journal.view_delivery",
        sql="notification_queue",
        unit="share",
        at_most=0.70,
        columns=columns("value", value=_("share in use")),
    ),
    Check(
        name="journal_partitions",
        title=_("Partitions of the journal"),
        description=_("For how many months to come the journal has a partition."),
        permission="journal.view_delivery",
        sql="journal_partitions",
        at_least=2,
        columns=columns("value", "in_default", value=_("months ahead")),
    ),
    Check(
        name="relay_alive",
        title=_("Sign of life of the relay"),
        description=_("How long ago the relay, which delivers events, last said that it is alive."),
        permission="journal.view_delivery",
        sql="relay_alive",
        unit="seconds",
        at_most=ALIVE_SECONDS,
        columns=columns("value", "last_success", value=_("age in seconds")),
    ),
    Check(
        name="events_of_correlation",
        title=_("Events that belong together"),
        description=_("All events with one correlation id."),
        permission="journal.view_event",
        sql="events_of_correlation",
        parameters=(Parameter("correlation_id", _("Correlation id"), ParameterType.UUID),),
        scoped=True,
        columns=columns("recorded_at", "event_type", "aggregate", "source", "event_id"),
    ),
)

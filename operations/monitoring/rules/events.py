"""Events: delivered soon, none refused and forgotten, and room for those to come."""

from datetime import timedelta

from operations.monitoring.rules.rule import Recording, Rule, Watch
from operations.monitoring.rules.series import greatest

RELAY = 'freshops_job_last_success_age_seconds{job="relay"}'
QUEUE = greatest("freshops_notification_queue_usage")

RECORDINGS: tuple[Recording, ...] = ()
RULES = (
    Rule(
        "OutboxLagHigh",
        f"{greatest('outbox_dispatch_lag_seconds', 'kind')} > $lag",
        "The oldest event for a {{ $labels.kind }} has waited for {{ $value | humanizeDuration }}",
        "The oldest delivery that is due and unsettled, of active subscriptions.",
        hold=timedelta(minutes=2),
        limits={"lag": timedelta(minutes=1)},
        watches=(Watch("outbox_dispatch_lag_seconds"),),
    ),
    Rule(
        "RelayDown",
        f"min({RELAY}) > $age",
        "The relay last said {{ $value | humanizeDuration }} ago that it is alive",
        "It says so every half minute.",
        limits={"age": timedelta(minutes=2)},
        watches=(Watch(RELAY),),
    ),
    Rule(
        "DeliveriesParked",
        f"{greatest('freshops_outbox_parked', 'kind')} > 0",
        "{{ $value }} deliveries to a {{ $labels.kind }} are parked",
        "They were refused, or tried too often; somebody has to decide.",
        hold=timedelta(minutes=5),
        watches=(Watch("freshops_outbox_parked"),),
    ),
    Rule(
        "IncomingEventsParked",
        f"{greatest('freshops_incoming_parked')} > 0",
        "{{ $value }} events of unknown types came in",
        "Nobody reads their type; somebody has to decide.",
        hold=timedelta(minutes=5),
        watches=(Watch("freshops_incoming_parked"),),
    ),
    Rule(
        "JournalPartitionsMissing",
        f"{greatest('freshops_journal_partitions_ahead')} < 2",
        "The journal has partitions for only {{ $value }} months to come",
        "A nightly job makes them for three.",
        watches=(Watch("freshops_journal_partitions_ahead"),),
    ),
    Rule(
        "NotificationQueueFilling",
        f"{QUEUE} > 0.7",
        "PostgreSQL's queue of notifications is filled to {{ $value | humanizePercentage }}",
        "Over 70 % FreshOps notifies for critical events alone.",
        hold=timedelta(minutes=5),
        watches=(Watch("freshops_notification_queue_usage"),),
    ),
    Rule(
        "NotificationQueueFull",
        f"{QUEUE} > 0.95",
        "PostgreSQL's queue of notifications is filled to {{ $value | humanizePercentage }}",
        "Over 95 % FreshOps does not notify at all; at 100 % other programs' transactions fail.",
        watches=(Watch("freshops_notification_queue_usage"),),
    ),
)

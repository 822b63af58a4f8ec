"""Which alert mutes which: only a cause its effect, where whoever works on the cause mends the effect with it.

What costs customers something is never muted: a cause that is known does not bring back a sample. Nor does one subject
mute another.
"""

from dataclasses import dataclass

from operations.runbooks.alerts import ALERTS
from operations.runbooks.responsibilities import Severity


class NoCause(ValueError):
    """An alert may not mute another."""


@dataclass(frozen=True, slots=True)
class Cause:
    """While `cause` fires, its `effects` with the same values of the labels `equal` are not sent. Raises NoCause."""

    cause: str
    effects: tuple[str, ...]
    equal: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in self.effects:
            cause, effect = ALERTS[self.cause], ALERTS[name]
            if cause.subject is not effect.subject:
                raise NoCause(f"{self.cause} may not mute {name}: that is another subject.")
            if effect.severity is Severity.SEV1:
                raise NoCause(f"{self.cause} may not mute {name}: nobody may miss a SEV1.")
            if list(Severity).index(cause.severity) > list(Severity).index(effect.severity):
                raise NoCause(f"{self.cause} may not mute {name}, which is worse.")


CAUSES = (
    # Nothing can be read at all: that each single figure is missing says nothing new.
    Cause("TargetDown", ("MetricsMissing",)),
    # Without beat, broker or worker no job runs.
    Cause("HeartbeatLost", ("PeriodicJobStalled",)),
    # Everything is slow: that each territory is as well says nothing new.
    Cause("RequestLatencyHigh", ("LatencyHigh",)),
    # The same requests, slower.
    Cause("LatencyHigh", ("LatencyAboveGoal",), equal=("territory", "workload")),
    # Nobody delivers: so events wait.
    Cause("RelayDown", ("OutboxLagHigh",)),
    # The same queue, fuller.
    Cause("NotificationQueueFull", ("NotificationQueueFilling",)),
)

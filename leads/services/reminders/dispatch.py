"""The whole of it, in one idempotent service that the daily run, the sweep and a person's command all call."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta

import structlog

from core.mail.failures import MailServerUnavailable
from leads.services.expiries import record_expiries
from leads.services.reminders.limits import LEASE, SENDERS, TIME_LIMIT
from leads.services.reminders.queueing import cancel_overtaken_reminders, queue_reminders
from leads.services.reminders.sending import Pump

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Dispatched:
    """What one dispatch did, as numbers of reminders; `expired`: expiries recorded."""

    queued: int
    sent: int
    cancelled: int
    delayed: int
    dead: int
    expired: int


def dispatch_reminders(
    *,
    senders: int = SENDERS,
    lease: timedelta = LEASE,
    time_limit: timedelta = TIME_LIMIT,
    stopping: Callable[[], bool] = lambda: False,
) -> Dispatched:
    """Queue and send every reminder that is due, cancel what no longer is, record expiries.

    May run any number of times, at the same time too, and may die at any point: none is sent twice but for the
    exceptions in docs/reminders.md, and the next call does what is left. Once `stopping()` is true it takes no more up,
    and records what is under way. Not inside a transaction (RuntimeError).
    Raises MailServerUnavailable, after everything else is done, where the mail server takes nothing.
    """
    queued = queue_reminders()
    cancelled = cancel_overtaken_reminders()
    expired = record_expiries()
    pump = Pump(senders=senders, lease=lease, seconds=time_limit.total_seconds(), stopping=stopping)
    pump.run()
    done = Dispatched(queued, pump.sent, cancelled + pump.cancelled, pump.delayed, pump.dead, expired)
    if any(asdict(done).values()):
        logger.info("reminders_dispatched", **asdict(done))
    if pump.unavailable:
        raise MailServerUnavailable(f"The mail server takes no mail: {pump.unavailable}")
    return done

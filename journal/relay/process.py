"""The relay: a process that brings events to consumers and webhooks as soon as they are recorded.

Any number may run. One that is killed leaves nothing behind but claims, which the others free at once.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from time import monotonic

import structlog
from django.db import close_old_connections, connection

from core.services.jobs import run_once, slot_of
from core.tasks import HEARTBEAT_SECONDS
from journal.models import Kind
from journal.querysets.waiting import subscriptions_waiting
from journal.relay.consuming import consume_waiting
from journal.relay.doorbell import DATABASE_AWAY, Doorbell
from journal.relay.pump import Pump
from journal.relay.workers import worker_name

PAUSE_AFTER_ERROR = 1.0
TEND_EVERY = 5.0
# The name under which it shows that it is alive, for health checks and metrics.
JOB = "relay"
# After something came, look again for so long before sleeping: in a burst writers need not notify at all. Not longer:
# each look costs a statement, and a notification wakes as fast.
STAY_AWAKE, GLANCE = 0.03, 0.01

log = structlog.get_logger(__name__)


class Relay:
    """Runs until `stop()`. `senders`: how many webhooks are on their way at a time; 0: none are sent."""

    def __init__(self, senders: int = 16) -> None:
        self.worker = worker_name()
        self._kinds = [Kind.CONSUMER, Kind.WEBHOOK] if senders else [Kind.CONSUMER]
        self._stopping, self._knock = threading.Event(), threading.Event()
        self._pump = Pump(self.worker, senders, wake=self._knock.set) if senders else None
        self._tended = 0.0

    def stop(self) -> None:
        """Finish what was begun and end `run`. May be called from a signal handler."""
        self._stopping.set()
        self._knock.set()

    def run(self, on_round: Callable[[], None] = lambda: None) -> None:
        """Work until stopped. Where the database is away it waits for it; `on_round` is called now and then."""
        while not self._stopping.is_set():
            try:
                with Doorbell(name=self.worker) as bell:
                    log.info("the relay is up", worker=self.worker)
                    self._until_stopped(bell, on_round)
            except DATABASE_AWAY as error:
                log.warning("the relay waits for the database", error=str(error).strip())
                connection.close()
                self._stopping.wait(PAUSE_AFTER_ERROR)
        if self._pump:
            with suppress(*DATABASE_AWAY):
                self._pump.stop()
        log.info("the relay has stopped", worker=self.worker)

    def _until_stopped(self, bell: Doorbell, on_round: Callable[[], None]) -> None:
        busy_until = 0.0
        while not self._stopping.is_set():
            on_round()
            self._tend()
            if self.work():
                busy_until = monotonic() + STAY_AWAKE
                bell.awake()
            elif monotonic() < busy_until or (self._pump and not self._pump.idle):
                self._knock.wait(GLANCE)
                self._knock.clear()
            else:
                bell.sleep(anything=self.work)

    def work(self) -> bool:
        """One round; whether there was anything to do."""
        waiting = subscriptions_waiting(*self._kinds)
        consumed = consume_waiting([one for one in waiting if one.kind == Kind.CONSUMER])
        posted = self._pump is not None and self._pump.work([one for one in waiting if one.kind == Kind.WEBHOOK])
        return bool(consumed) or posted

    def _tend(self) -> None:
        if monotonic() - self._tended < TEND_EVERY:
            return
        self._tended = monotonic()
        close_old_connections()
        run_once(job=JOB, slot=slot_of(timedelta(seconds=HEARTBEAT_SECONDS)), work=lambda: None)
        with connection.cursor() as cursor:
            cursor.execute("SELECT integration.free_claims_of_the_dead()")
            if freed := cursor.fetchone()[0]:
                log.warning("freed what a dead worker had claimed", deliveries=freed)

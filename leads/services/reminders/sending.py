"""The pump between queue and mail server: one thread talks to the database, some others to the mail server.

A reminder is claimed when a sender is free for it and not before, so that the look at its clock is a moment old when
its mail goes out, and a worker that dies leaves no more claims behind than it had mails under way.
"""

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic

from django.db import transaction

from core.mail.failures import MailServerUnavailable
from core.mail.server import MailServer
from core.workers import worker_name
from leads.services.reminders.attempts import Attempt, attempt
from leads.services.reminders.claiming import Claim, claim_reminders
from leads.services.reminders.patience import patiently
from leads.services.reminders.recording import record_attempts

# Mails that land within so short a time of one another share a transaction.
GATHER_SECONDS = 0.005


@dataclass
class Pump:
    """Sends what is in the queue until it is empty, `seconds` are over, or `stopping()`; then no more is claimed.

    `run()` once; then the counts are final.
    """

    senders: int
    lease: timedelta
    seconds: float
    stopping: Callable[[], bool] = lambda: False
    sent: int = 0
    delayed: int = 0
    dead: int = 0
    cancelled: int = 0
    unavailable: str = ""  # why the mail server took nothing any more
    _worker: str = field(default_factory=worker_name)
    _flying: set[Future[Attempt]] = field(default_factory=set)
    _landed: list[Attempt] = field(default_factory=list)

    def run(self) -> None:
        """Send. However it ends, every mail that the server accepted is recorded, if the database can be reached."""
        until = monotonic() + self.seconds
        with MailServer() as server, ThreadPoolExecutor(self.senders, thread_name_prefix="reminders") as threads:
            try:
                while self._turn(server, threads, free=0 if monotonic() > until or self.stopping() else self._free):
                    pass
            finally:
                if self._flying:
                    self._land(server, *wait(self._flying))
                if self._landed:
                    patiently(lambda: self._exchange(free=0))

    @property
    def _free(self) -> int:
        return self.senders - len(self._flying)

    def _turn(self, server: MailServer, threads: ThreadPoolExecutor, *, free: int) -> bool:
        """Record what landed, let as many fly as are free, and wait for the next to land; False: there is no more."""
        begin_before = monotonic() + self.lease.total_seconds() / 2
        claims, looked_at = patiently(lambda: self._exchange(free=free))
        self._flying |= {threads.submit(attempt, server, claim, begin_before=begin_before) for claim in claims}
        if self._flying:
            wait(self._flying, return_when=FIRST_COMPLETED)
            self._land(server, *wait(self._flying, timeout=GATHER_SECONDS))
        return bool(self._landed or self._flying or looked_at)

    def _exchange(self, *, free: int) -> tuple[list[Claim], int]:
        """One transaction: what became of the last mails, and the next ones. Nothing is counted before it commits."""
        with transaction.atomic(durable=True):
            recorded = record_attempts(worker=self._worker, attempts=self._landed)
            claimed = claim_reminders(worker=self._worker, limit=free, lease=self.lease) if free > 0 else None
        self._landed = []
        self.sent += recorded.sent
        self.delayed += recorded.delayed
        self.dead += recorded.dead
        if claimed is None:
            return [], 0
        self.cancelled += claimed.cancelled
        return claimed.claims, claimed.looked_at

    def _land(self, server: MailServer, landed: set[Future[Attempt]], flying: set[Future[Attempt]]) -> None:
        self._flying = flying
        self._landed += [future.result() for future in landed]
        for result in self._landed:
            if isinstance(result.failure, MailServerUnavailable):
                # Go on with the connections that the server does grant; with none, the next sweep tries again.
                self.senders = min(self.senders, server.open_connections)
                self.unavailable = "" if self.senders else str(result.failure)

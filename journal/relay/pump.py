"""Sending webhooks: claim, send outside any transaction, settle; many aggregates at a time, each in its order."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from itertools import groupby
from queue import Empty, SimpleQueue
from time import monotonic

from django.db import transaction

from journal.messages import EventMessage
from journal.models import Subscription
from journal.relay.claims import Outcome, Settlement, claim, settle
from journal.relay.posting import post
from journal.relay.verdicts import Verdict, note_health
from journal.webhooks.sending import process_sender

LEASE = timedelta(seconds=60)
LONGEST_SEND = 16.0  # seconds; with less of the lease left, nothing more is begun under it
RUN = 10

Report = Verdict | None  # None: a run is over


class Pump:
    """Up to `senders` aggregates at a time. `worker`: the name under which deliveries are claimed."""

    def __init__(self, worker: str, senders: int = 16, wake: Callable[[], None] | None = None) -> None:
        self._worker, self._senders = worker, senders
        self._wake = wake or (lambda: None)
        self._reports: SimpleQueue[Report] = SimpleQueue()
        self._unsettled: list[Verdict] = []  # what arrived while the database was away is not sent again
        self._pool = ThreadPoolExecutor(senders, thread_name_prefix="webhook")
        self._running = 0
        self._stopping = threading.Event()

    def work(self, waiting: Sequence[Subscription]) -> bool:
        """Settle what was sent and claim for those who wait as much as there is room for; whether anything was done.

        One short transaction: what was claimed or settled counts once it has committed.
        """
        self._unsettled += self._reported()
        if not waiting and not self._unsettled:
            return False
        with transaction.atomic():
            settle([verdict.settlement for verdict in self._unsettled], worker=self._worker)
            note_health(self._unsettled)
            runs = [] if self._stopping.is_set() else list(self._claim(waiting))
        verdicts, self._unsettled = self._unsettled, []
        for subscription, messages in runs:
            self._running += 1
            self._pool.submit(self._send_run, subscription, messages, monotonic() + LEASE.total_seconds())
        return bool(verdicts or runs)

    @property
    def idle(self) -> bool:
        """Whether nothing is being sent, and everything that was sent has been settled."""
        return self._running == 0 and self._reports.empty() and not self._unsettled

    def stop(self) -> None:
        """Send nothing more; what is on its way is waited for and settled."""
        self._stopping.set()
        self._pool.shutdown(wait=True)
        process_sender().close()
        while not self.idle:
            self.work([])

    def _reported(self) -> Iterator[Verdict]:
        with suppress(Empty):
            while True:
                report = self._reports.get_nowait()
                if report is None:
                    self._running -= 1
                else:
                    yield report

    def _claim(self, subscriptions: Sequence[Subscription]) -> Iterator[tuple[Subscription, list[EventMessage]]]:
        """Runs of one aggregate each; every subscription gets its share of what is free."""
        free = self._senders - self._running
        for left, subscription in zip(range(len(subscriptions), 0, -1), subscriptions, strict=True):
            if free <= 0:
                return
            share = -(-free // left)
            messages = claim(subscription_id=subscription.pk, limit=share, run=RUN, worker=self._worker, lease=LEASE)
            messages.sort(key=lambda message: (message.stream, message.delivery_id))
            streams = [list(run) for _, run in groupby(messages, key=lambda message: message.stream)]
            free -= len(streams)
            yield from ((subscription, run) for run in streams)

    def _send_run(self, subscription: Subscription, messages: Sequence[EventMessage], until: float) -> None:
        """In a thread of the pool: one after the other, up to the first that does not arrive."""
        try:
            arrived = True
            for message in messages:
                if not arrived or self._stopping.is_set() or monotonic() > until - LONGEST_SEND:
                    settlement = Settlement(message.delivery_id, Outcome.RELEASED)
                    self._reports.put(Verdict(subscription, settlement))
                    continue
                verdict = post(subscription, message)
                arrived = verdict.settlement.outcome is Outcome.DELIVERED
                self._reports.put(verdict)
                self._wake()
        finally:
            self._reports.put(None)
            self._wake()

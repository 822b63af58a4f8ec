"""Delivering to a handler that does nothing, against procrastinate: same PostgreSQL, one worker each."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter, sleep

from bench.figures import Figure, at_least, p95_below
from bench.measure import Sample
from bench.rivals import Rival
from bench.sizes import Size

IDLE_LIMIT = 0.100
PAUSE = 0.03  # seconds between two events that find the worker asleep


def figures(size: Size) -> list[Figure]:
    """How many a second when there are many, and how soon when there is one."""
    with Rival() as rival:
        theirs = Sample(tuple(rival.drain(size.delivered_events) for _ in range(size.repetitions)))
        their_latency = rival.latency(size.looks, PAUSE)
    with relay() as handled:
        ours = Sample(tuple(_drain(handled, size.delivered_events) for _ in range(size.repetitions)))
        our_latency = _latency(handled, size.looks)
    idle = f"from commit to handler, one event at a time, P99 of {size.looks}"
    return [
        at_least(f"{size.delivered_events} events to a handler that does nothing", ours, theirs, 1, "procrastinate"),
        _p99(idle, our_latency),
        _p99(f"{idle}: procrastinate", their_latency, promised=False),
    ]


def _p99(name: str, taken: Sample, *, promised: bool = True) -> Figure:
    figure = p95_below(name, taken, IDLE_LIMIT)
    worst = sorted(taken.seconds)[max(0, round(len(taken.seconds) * 0.99) - 1)]
    measured = f"{worst * 1000:.3g} ms, median {taken.median * 1000:.3g} ms"
    met = worst < IDLE_LIMIT if promised else None
    return Figure(name, measured, "–", figure.verdict if promised else "–", worst, met)


class Handled:
    """What the consumer has seen: how many, and when each came."""

    def __init__(self) -> None:
        self.at: dict[int, float] = {}
        self.changed = threading.Condition()

    def note(self, numbers: list[int]) -> None:
        """The events of these numbers have been handled."""
        now = perf_counter()
        with self.changed:
            self.at.update(dict.fromkeys(numbers, now))
            self.changed.notify_all()

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Return as soon as it holds; TimeoutError after two minutes."""
        with self.changed:
            if not self.changed.wait_for(condition, timeout=120):
                raise TimeoutError("the relay delivers nothing")


@contextmanager
def relay() -> Iterator[Handled]:
    """A relay in a thread, with one consumer that does nothing but note the time."""
    from django.db import connection

    from journal.consumers import Consumer, consumers
    from journal.models import Kind, Subscription
    from journal.relay.process import Relay

    handled = Handled()
    consumers()["bench"] = Consumer(
        "bench", ("bench.*",), lambda messages: handled.note([message.payload["n"] for message in messages])
    )
    # A run that was ended may have left it.
    subscription, _ = Subscription.objects.update_or_create(
        name="bench", kind=Kind.CONSUMER, target="bench", defaults={"event_types": ["bench.*"]}
    )
    process = Relay(senders=0)
    thread = threading.Thread(target=process.run)
    thread.start()
    try:
        yield handled
    finally:
        process.stop()
        thread.join()
        del consumers()["bench"]
        with connection.cursor() as cursor:
            cursor.execute("SELECT integration.forget_deliveries(interval '0', 10000000)")
        subscription.delete()


def _record(first: int, last: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(integration.enqueue_event('bench.noted', 'bench', n, jsonb_build_object('n', n)))
            FROM generate_series(%s::int, %s::int) n
            """,
            [first, last],
        )


def _drain(handled: Handled, events: int) -> float:
    """Seconds from the commit of so many events to the last one's handling."""
    first = len(handled.at) + 1
    _record(first, first + events - 1)
    began = perf_counter()
    handled.wait_for(lambda: len(handled.at) >= first + events - 1)
    return perf_counter() - began


def _latency(handled: Handled, looks: int) -> Sample:
    """Seconds from commit to handler of single events that find the relay asleep."""
    seconds = []
    for _ in range(looks):
        number = len(handled.at) + 1
        sleep(PAUSE)
        _record(number, number)
        committed = perf_counter()
        handled.wait_for(lambda number=number: number in handled.at)  # type: ignore[misc]
        seconds.append(max(handled.at[number] - committed, 0.0))
    return Sample(tuple(seconds))

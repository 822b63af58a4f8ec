"""A queue of notifications that runs full: fewer are sent, then none, and who polls finds every event."""

from collections.abc import Iterator

import psycopg
import pytest

from freshops.embedded import postgres
from freshops.embedded.layout import RUNTIME
from tests.chaos.test_webhooks import EMPTY_JOURNAL
from tests.chaos.world import World

PAGES = 64  # the least that PostgreSQL takes
SUBSCRIBE = "INSERT INTO integration.subscriptions (name, kind, target) VALUES ('Mirror', 'CHANNEL', 'mirror')"
ENQUEUE = "SELECT integration.enqueue_event('lead.noted', 'lead', %s, critical => %s)"


@pytest.fixture
def short_queue(world: World) -> Iterator[World]:
    """A server whose queue is full after some hundred kilobytes, with a channel that is subscribed to everything."""
    world.sql("ALTER SYSTEM SET max_notify_queue_pages = %s" % PAGES)  # noqa: UP031  takes no parameters
    _restart(world)
    world.sql(EMPTY_JOURNAL)
    world.sql(SUBSCRIBE)
    yield world
    world.sql(EMPTY_JOURNAL)
    world.sql("ALTER SYSTEM RESET max_notify_queue_pages")
    _restart(world)


def _restart(world: World) -> None:
    postgres.stop(world.layout)
    postgres.start(world.layout, fsync=True)


def fill(world: World, usage: float) -> None:
    """Notify until the queue is that full; somebody listens in a transaction that does not end."""
    while world.sql("SELECT pg_notification_queue_usage() > %s", usage) == [(False,)]:
        world.sql("SELECT pg_notify('stuck', repeat('x', 7900))")


def test_only_what_is_critical_notifies_and_then_nothing_and_nothing_is_lost(short_queue: World) -> None:
    world = short_queue
    address = world.layout.database_url(RUNTIME)
    with psycopg.connect(address) as stuck, psycopg.connect(address, autocommit=True) as client:
        client.execute("LISTEN mirror")
        client.execute("SELECT integration.answer_the_door('mirror'), integration.fall_asleep('mirror', true)")
        stuck.execute("LISTEN stuck")
        stuck.commit()
        stuck.execute("SELECT 1")

        def heard() -> int:
            return sum(1 for _ in client.notifies(timeout=0.5))

        world.sql(ENQUEUE, 1, False)
        assert heard() == 1
        fill(world, 0.72)
        world.sql(ENQUEUE, 2, False)
        assert heard() == 0
        world.sql(ENQUEUE, 3, True)
        assert heard() == 1
        fill(world, 0.96)
        world.sql(ENQUEUE, 4, True)
        assert heard() == 0
        found = client.execute("SELECT event_type FROM integration.fetch_events('Mirror', 'me')").fetchall()

    assert len(found) == 4

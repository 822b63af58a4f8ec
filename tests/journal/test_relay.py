"""The relay while its sessions end under its hands."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connections

from journal.consumers import Consumer, consumers
from journal.models import Subscription
from journal.relay import process
from journal.relay.process import Relay
from tests.house.processes import wait_for
from tests.journal.events import record_about, sql, states

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nobody_else")]


@pytest.fixture
def relay(consumer: Subscription, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Thread]:
    """A relay at work, with one consumer that takes everything."""
    monkeypatch.setitem(consumers(), "test", Consumer("test", (), lambda _messages: None))
    monkeypatch.setattr(process, "PAUSE_AFTER_ERROR", 0.01)
    relay = Relay(senders=0)

    def run() -> None:
        try:
            relay.run()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    yield thread
    relay.stop()
    thread.join()


def asleep() -> bool:
    return sql("SELECT count(*) FROM integration.listeners WHERE sleeping") == [(1,)]


def test_a_sleeping_relay_outlives_the_end_of_its_session(relay: threading.Thread) -> None:
    wait_for(asleep, 20, "the relay to sleep")
    sql("SELECT pg_terminate_backend(pid::int) FROM integration.listeners")

    record_about(1)
    wait_for(lambda: states() == [("lead/1", "DELIVERED")], 20, "the event")

    assert relay.is_alive()

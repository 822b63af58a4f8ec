"""Webhooks while relays are killed, receivers fail and the database restarts: nothing lost, doubled or reordered."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from freshops.embedded import postgres
from tests.chaos.world import World
from tests.house.processes import python

LEADS, EVENTS_A_ROUND = 12, 40
SECRET = """
import django; django.setup()
from journal.webhooks.signing import signing_key
print(signing_key({}, 1))
"""
EMPTY_JOURNAL = """
TRUNCATE integration.event_journal, integration.event_keys, integration.event_deliveries, integration.delivery_totals,
         integration.replays, integration.subscriptions, integration.listeners
"""
ENQUEUE = """
SELECT integration.enqueue_event('lead.noted', 'lead', 1 + mod(n, %s), jsonb_build_object('n', n), 'DE')
FROM generate_series(%s::int, %s::int) n ORDER BY n
"""


@dataclass
class Inbox:
    """What the receiver took."""

    notes: Path

    def taken(self) -> list[dict[str, Any]]:
        """Every request that it took, in order; doubled ones too."""
        return [json.loads(line) for line in self.notes.read_text().splitlines()] if self.notes.exists() else []


@pytest.fixture
def inbox(world: World, tmp_path: Path) -> Iterator[Inbox]:
    """A running receiver, subscribed to everything."""
    world.sql(EMPTY_JOURNAL)
    inbox, port_file = Inbox(tmp_path / "notes"), tmp_path / "notes.port"
    ((subscription,),) = world.sql(
        """
        INSERT INTO integration.subscriptions (name, kind, target, most_attempts)
        VALUES ('Receiver', 'WEBHOOK', 'unknown yet', 100) RETURNING id
        """
    )
    told = python("-c", SECRET.format(subscription), env=world.env | {"DJANGO_SETTINGS_MODULE": "freshops.settings"})
    assert told.returncode == 0, told.stdout
    world.start("-m", "tests.chaos.receiver", str(inbox.notes), told.stdout.split()[-1])
    world.until(lambda: port_file.exists() and bool(port_file.read_text()), "the receiver")
    address = f"127.0.0.1:{port_file.read_text()}"
    world.env["WEBHOOK_PRIVATE_HOSTS"] = address
    world.sql("UPDATE integration.subscriptions SET target = %s", f"http://{address}/events")
    yield inbox
    del world.env["WEBHOOK_PRIVATE_HOSTS"]
    world.sql(EMPTY_JOURNAL)


def pending(world: World) -> int:
    return world.number("SELECT count(*) FROM integration.event_deliveries WHERE state = 'PENDING'")


def check_nothing_was_lost_doubled_or_reordered(world: World, inbox: Inbox, interruptions: int) -> None:
    """Every event by its id and in order; sent twice only what was taken without an answer, or was under way when a
    relay or the database went away (`interruptions`): of each lead one at a time."""
    recorded = world.sql("SELECT event_id::text, aggregate_id FROM integration.event_journal ORDER BY id")
    taken = inbox.taken()
    first = list(dict.fromkeys(note["id"] for note in taken))
    assert Counter(first) == Counter(event_id for event_id, _ in recorded)
    for lead in range(1, LEADS + 1):
        sent = [event_id for event_id, aggregate in recorded if aggregate == lead]
        assert [note for note in first if note in set(sent)] == sent
    unanswered = sum(note["breaks_off"] for note in taken)
    assert len(taken) - len(first) <= unanswered + interruptions * LEADS
    assert world.sql("SELECT DISTINCT state FROM integration.event_deliveries") == [("DELIVERED",)]


def test_a_receiver_that_fails_gets_every_event_in_order_while_relays_are_killed(
    world: World, inbox: Inbox, rounds: int
) -> None:
    relays = [world.start("manage.py", "relay_events") for _ in range(2)]
    for n in range(rounds):
        world.sql(ENQUEUE, LEADS, n * EVENTS_A_ROUND, (n + 1) * EVENTS_A_ROUND - 1)
        goal = len(inbox.taken()) + world.random.randint(1, EVENTS_A_ROUND // 2)
        world.at_the_moment(lambda goal=goal: len(inbox.taken()) >= goal or hurry(world) == 0, "some events")  # type: ignore[misc]
        if n == rounds // 2:  # under their hands
            postgres.stop(world.layout)
            postgres.start(world.layout, fsync=True)
        victim = relays.pop(world.random.randrange(2))
        assert victim.poll() is None
        world.kill(victim)
        relays.append(world.start("manage.py", "relay_events"))
    world.until(lambda: hurry(world) == 0, "the rest of the events")
    for relay in relays:
        world.kill(relay)

    # A kill interrupts what one relay sends; the restart what both do.
    check_nothing_was_lost_doubled_or_reordered(world, inbox, interruptions=rounds + 2)


def test_a_relay_outlives_its_database(world: World, inbox: Inbox) -> None:
    relay = world.start("manage.py", "relay_events")
    world.sql(ENQUEUE, LEADS, 0, 99)
    world.at_the_moment(lambda: len(inbox.taken()) >= 10, "the first events")
    postgres.stop(world.layout)
    postgres.start(world.layout, fsync=True)

    world.until(lambda: hurry(world) == 0, "the rest of the events")

    assert relay.poll() is None
    check_nothing_was_lost_doubled_or_reordered(world, inbox, interruptions=1)


def hurry(world: World) -> int:
    """Have what waits for its next attempt tried now; how many still wait."""
    world.sql("UPDATE integration.event_deliveries SET due_at = now() WHERE state = 'PENDING' AND due_at > now()")
    return pending(world)

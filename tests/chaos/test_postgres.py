"""PostgreSQL restarted in the middle of a dispatch: the worker waits for it, with the results in hand."""

import os
import signal
from collections.abc import Callable

import pytest

from freshops.embedded import postgres
from tests.chaos.world import World


def _crash(world: World) -> None:
    """End the server as a power cut would."""
    pid = int((world.layout.postgres / "postmaster.pid").read_text().split("\n", 1)[0])
    os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("end", [lambda world: postgres.stop(world.layout), _crash], ids=["stopped", "crashed"])
def test_a_dispatch_survives_a_restart_of_the_database(world: World, end: Callable[[World], None]) -> None:
    world.make_due(200)
    dispatch = world.dispatch()
    world.at_the_moment(lambda: world.mail_count() >= 30, "the first mails")
    end(world)
    postgres.start(world.layout, fsync=True)
    assert dispatch.poll() is None, "the dispatch was over before the database was"
    world.finish(dispatch)
    # A claim whose commit the worker never heard of waits for its lease, and was never begun.
    world.lapse_claims()
    world.finish(world.dispatch())
    world.check_every_reminder_was_sent()


def test_workers_survive_a_restart_of_the_database(world: World) -> None:
    processes = [world.beat(), world.worker()]
    world.make_due(30)
    world.until(lambda: world.unsent() == 0, "the first reminders")
    postgres.stop(world.layout)
    postgres.start(world.layout, fsync=True)
    world.make_due(30)
    world.until(lambda: world.unsent() == 0, "the reminders after the restart")
    assert all(process.poll() is None for process in processes)
    world.check_every_reminder_was_sent()

"""Redis emptied or away: it only carries ticks, and the next tick does the work."""

import redis as client

from freshops.embedded import redis
from tests.chaos.world import World

SWEEPS = "SELECT count(*) FROM job_runs WHERE job = 'reminder_sweep' AND succeeded"


def test_an_emptied_redis_loses_no_reminder(world: World) -> None:
    world.beat()
    world.worker()
    broker = client.Redis(unix_socket_path=str(world.layout.redis_socket))
    for _ in range(3):
        world.make_due(30)
        broker.flushall()
        world.until(lambda: world.unsent() == 0, "the reminders")
    world.check_every_reminder_was_sent()


def test_a_redis_that_is_stopped_and_comes_back_loses_no_reminder(world: World) -> None:
    world.beat()
    world.worker()
    world.until(lambda: world.number(SWEEPS) > 0, "the first sweep")
    redis.stop(world.layout)
    world.make_due(30)
    redis.start(world.layout, fsync=True)

    def done() -> bool:
        # A worker that holds unacknowledged ticks does not outlive its broker: kombu fails while it hangs up.
        world.keep_up()
        return world.unsent() == 0

    world.until(done, "the reminders")
    world.check_every_reminder_was_sent()


def test_reminders_are_sent_without_redis_by_the_command(world: World) -> None:
    redis.stop(world.layout)
    world.env["REDIS_URL"] = f"redis+socket://{world.layout.redis_socket}"  # set: the command does not start ours
    try:
        world.make_due(10)
        world.finish(world.dispatch())
    finally:
        del world.env["REDIS_URL"]
    world.check_every_reminder_was_sent()

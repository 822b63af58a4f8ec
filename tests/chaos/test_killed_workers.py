"""Workers killed with -9 at any point of a dispatch: every reminder is sent, and twice only what was under way."""

import signal
from collections import Counter
from collections.abc import Callable

from tests.chaos.world import WORKS_WITHIN, World


def _moment(world: World) -> Callable[[], bool]:
    """A random point of a dispatch: queued, claimed, or so many mails handed over or recorded."""
    mails = world.mail_count() + world.random.randint(1, 40)
    sent = "SELECT count(*) FROM lead_reminders WHERE status = 'SENT'"
    recorded = world.number(sent) + world.random.randint(1, 40)
    return world.random.choice(
        [
            lambda: world.number("SELECT count(*) FROM lead_reminders WHERE status = 'PENDING'") > 0,
            lambda: bool(world.claimed()),
            lambda: world.mail_count() >= mails,
            lambda: world.number(sent) >= recorded,
        ]
    )


def test_dispatches_killed_at_random_points(world: World, rounds: int) -> None:
    lost: Counter[str] = Counter()
    for _ in range(rounds):
        world.make_due(40)
        moment = _moment(world)
        lost += world.lose(world.dispatch(), moment)
    world.finish(world.dispatch())
    world.check_every_reminder_was_sent(lost)


def test_celery_workers_killed_at_random_points(world: World, rounds: int) -> None:
    lost: Counter[str] = Counter()
    beat = world.beat()
    for _ in range(max(rounds // 2, 2)):
        world.make_due(40)
        moment = _moment(world)
        lost += world.lose(world.worker(), moment)
    world.worker()
    world.until(lambda: world.unsent() == 0, "the last reminders")
    assert beat.poll() is None
    world.check_every_reminder_was_sent(lost)


def test_a_dispatch_that_is_asked_to_stop_leaves_nothing_unrecorded(world: World) -> None:
    world.make_due(200)
    dispatch = world.dispatch()
    world.at_the_moment(lambda: world.mail_count() >= 20, "the first mails")
    dispatch.terminate()
    assert dispatch.wait(WORKS_WITHIN) == 128 + signal.SIGTERM
    assert world.unsent() > 0, "it was over before it was asked to stop"
    assert world.claimed() == {}
    world.finish(world.dispatch())
    world.check_every_reminder_was_sent()

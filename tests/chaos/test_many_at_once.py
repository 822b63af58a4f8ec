"""Several dispatches, and two beats, at the same time."""

from tests.chaos.world import World


def test_five_dispatches_at_once_send_each_reminder_once(world: World) -> None:
    world.make_due(150)
    world.finish(*[world.dispatch() for _ in range(5)])
    world.check_every_reminder_was_sent()


def test_two_beats_and_two_workers_send_each_reminder_once(world: World) -> None:
    world.make_due(60)
    processes = [world.beat(), world.beat(), world.worker(), world.worker()]
    world.until(lambda: world.unsent() == 0, "the first reminders")
    world.make_due(60)
    world.until(lambda: world.unsent() == 0, "the later reminders")
    sweeps = "SELECT count(*) FROM job_runs WHERE job = 'reminder_sweep' AND succeeded"
    world.until(lambda: world.number(sweeps) > 3, "more sweeps")
    assert all(process.poll() is None for process in processes)
    world.check_every_reminder_was_sent()

"""Workers killed with -9 while they send pages: each page goes out, and twice only what was under way."""

from collections import Counter

from tests.chaos.world import World

CONTACTS = """
INSERT INTO runbook_contacts (role, rank, name, phone, email, hours)
SELECT 'engineering-on-call', n, 'Desk ' || n, '', 'desk' || n || '@example.org', '' FROM generate_series(1, 40) n
"""
AT_WORK = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'freshops_app' AND state <> 'idle'"
HELD = "SELECT message_id FROM incident_pages WHERE claimed_by <> ''"
LAPSE = "UPDATE incident_pages SET claimed_until = now(), next_attempt_at = now() WHERE state = 'PENDING'"


def _lose_an_escalation(world: World) -> Counter[str]:
    """Kill one at a random moment; what it held by then, whose leases are let run out."""
    mails = world.mail_count() + world.random.randint(1, 12)
    worker = world.start("-m", "tests.chaos.paging", "escalate")
    world.at_the_moment(lambda: world.mail_count() >= mails or worker.poll() is not None, "the moment to kill")
    world.kill(worker)
    world.until(lambda: world.number(AT_WORK) == 0, "the end of what the dead worker had begun")
    held = Counter(found for (found,) in world.sql(HELD))
    world.sql(LAPSE)
    return held


def test_escalations_killed_at_random_points(world: World, rounds: int) -> None:
    world.sql("DELETE FROM runbook_contacts")
    world.sql(CONTACTS)
    world.env["DJANGO_SETTINGS_MODULE"] = "freshops.settings"
    world.finish(world.start("-m", "tests.chaos.paging", "open"))
    lost: Counter[str] = Counter()
    for _ in range(rounds):
        lost += _lose_an_escalation(world)
    world.finish(world.start("-m", "tests.chaos.paging", "escalate"))
    on_record = {found for (found,) in world.sql("SELECT message_id FROM incident_pages WHERE state = 'SENT'")}
    mails = world.mails()
    assert len(on_record) == 40
    assert set(mails) == on_record
    assert {name: times for name, times in mails.items() if times > 1 + lost[name]} == {}

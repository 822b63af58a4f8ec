"""Three days of downtime: what fell due meanwhile is sent at once, with its true due date; what expired is told."""

from tests.chaos.world import World

# As if everything had been recorded ten days ago; the database's clock cannot be turned back.
KNOWN_LONG_AGO = """
UPDATE lead_protections SET due_known_at = now() - interval '10 days';
UPDATE leads SET recorded_at = now() - interval '10 days';
UPDATE lead_ownerships SET recorded_at = now() - interval '10 days';
"""
# Expired two days ago, in the downtime, and nobody has noticed yet.
EXPIRED_MEANWHILE = """
UPDATE lead_protections SET expires_at = now() - interval '2 days', expiry_open = true
WHERE lead_id = (SELECT min(lead_id) FROM lead_protections)
"""


def test_after_three_days_everything_due_is_sent_with_its_true_due_date(world: World) -> None:
    world.make_due(40)
    for statement in (KNOWN_LONG_AGO, EXPIRED_MEANWHILE):
        for part in statement.split(";"):
            if part.strip():
                world.sql(part)
    world.beat()
    world.worker()
    world.until(lambda: world.unsent() == 0, "the reminders")
    world.check_every_reminder_was_sent()
    assert world.number("SELECT count(*) FROM lead_reminders") == 39
    late = "SELECT count(*) FROM lead_reminders WHERE sent_at - due_at BETWEEN '1 day' AND '9 days'"
    assert world.number(late) == 39
    world.until(lambda: world.number("SELECT count(*) FROM lead_expiries WHERE unreminded") == 1, "the violation")

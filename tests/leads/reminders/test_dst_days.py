"""The days on which Berlin's clocks change, in database sessions of any time zone."""

import psycopg
import pytest

from tests.factories import LeadFactory
from tests.leads.reminders.due import instant

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=["UTC", "Europe/Berlin", "America/New_York"])
def session(request: pytest.FixtureRequest, app_db: psycopg.Connection) -> psycopg.Connection:
    """A session of the application's role in some time zone, which must not matter."""
    app_db.execute("SELECT set_config('timezone', %s, false)", [request.param])
    return app_db


def queued(session: psycopg.Connection, at: str) -> int:
    """How many reminders a dispatch at that instant queues."""
    row = session.execute("SELECT queue_lead_reminders('example.org', 10, %s::timestamptz)", [at]).fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize(
    ("grace_starts", "just_before", "due"),
    [
        # The day without 02:00 to 03:00: at eight it is summer time.
        ("2026-03-28 12:00", "2026-03-29 05:59:59.999999Z", "2026-03-29 06:00Z"),
        ("2026-03-29 03:30", "2026-03-29 05:59:59.999999Z", "2026-03-29 06:00Z"),
        # The day with 02:00 to 03:00 twice: at eight it is winter time.
        ("2026-10-24 12:00", "2026-10-25 06:59:59.999999Z", "2026-10-25 07:00Z"),
        ("2026-10-25 02:30", "2026-10-25 06:59:59.999999Z", "2026-10-25 07:00Z"),
        ("2026-10-25 08:00", "2026-10-25 06:59:59.999999Z", "2026-10-25 07:00Z"),
        ("2026-10-25 08:01", "2026-10-26 06:59:59.999999Z", "2026-10-26 07:00Z"),
    ],
)
def test_eight_o_clock_is_berlin_s(session: psycopg.Connection, grace_starts: str, just_before: str, due: str) -> None:
    started_at = instant(f"berlin_instant(timestamp '{grace_starts}' - interval '60 days' - interval '6 months')")
    LeadFactory.create(created_at=started_at)
    assert [queued(session, just_before), queued(session, due)] == [0, 1]


@pytest.mark.parametrize(
    ("expiry", "at", "days"),
    [
        ("2026-03-30 00:30", "2026-03-29 06:00Z", 1),
        ("2026-10-26 00:30", "2026-10-25 07:00Z", 1),
        ("2026-10-25 23:30", "2026-10-25 07:00Z", 0),
    ],
)
def test_days_remaining_are_dates_in_berlin(session: psycopg.Connection, expiry: str, at: str, days: int) -> None:
    started_at = instant(f"berlin_instant(timestamp '{expiry}' - interval '70 days' - interval '6 months')")
    LeadFactory.create(created_at=started_at)
    assert queued(session, at) == 1
    claimed = session.execute(
        "SELECT days_remaining FROM claim_lead_reminders('worker', 1, '1 minute', %s::timestamptz)", [at]
    )
    assert claimed.fetchall() == [(days,)]

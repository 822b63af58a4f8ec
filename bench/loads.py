"""Bulk loads with the triggers on, against the same tables, indexes and constraints with them off."""

from dataclasses import dataclass

import psycopg

from bench.figures import Figure, at_most
from bench.house import owner
from bench.measure import Sample, timed
from bench.sizes import Size

BASELINE = "the same with user triggers off"
LEAD_COLUMNS = "id, user_id, created_at, company, street, postal_code, city, territory, source, external_id"
HOLD_COLUMNS = "lead_id, user_id, reason_code, reason, start_at, end_at"

# New leads that look like those that are there, and ten days' hold on the first of them.
LEADS = """
SELECT id + 1000000000, user_id, created_at, company, street, postal_code, city, territory, 'load', external_id
FROM leads WHERE source = 'bench' ORDER BY id LIMIT {}
"""
HOLDS = """
SELECT id + 1000000000, user_id, 'SAMPLE', 'load', start_at, start_at + interval '10 days'
FROM (SELECT id, user_id, created_at + least(interval '20 days', (now() - created_at) / 2) AS start_at
      FROM leads WHERE source = 'bench' ORDER BY id LIMIT {}) l
"""


@dataclass(frozen=True)
class Load:
    """Rows for COPY."""

    table: str
    columns: str
    rows: bytes


def figures(size: Size) -> list[Figure]:
    """Each load is rolled back, and the tables are cleaned up before the next."""
    with owner() as session:
        loads = [
            Load("leads", LEAD_COLUMNS, _copy_out(session, LEADS.format(size.loaded_leads))),
            Load("lead_holds", HOLD_COLUMNS, _copy_out(session, HOLDS.format(size.loaded_holds))),
        ]
        with_triggers, without = [], []
        for _ in range(size.repetitions):
            without.append(_load(session, loads, triggers=False))
            with_triggers.append(_load(session, loads, triggers=True))
    name = f"COPY of {size.loaded_leads} leads and then {size.loaded_holds} holds"
    return [at_most(name, Sample(tuple(with_triggers)), Sample(tuple(without)), 4, BASELINE)]


def _load(session: psycopg.Connection, loads: list[Load], *, triggers: bool) -> float:
    with session.transaction(force_rollback=True):
        if not triggers:
            switch_off_triggers(session)
        seconds = timed(lambda: _copy_in(session, loads))
    session.execute("VACUUM")
    return seconds


def switch_off_triggers(session: psycopg.Connection) -> None:
    """User triggers of the two tables, for the rest of the transaction; foreign keys stay."""
    session.execute("ALTER TABLE leads DISABLE TRIGGER USER")
    session.execute("ALTER TABLE lead_holds DISABLE TRIGGER USER")


def _copy_in(session: psycopg.Connection, loads: list[Load]) -> None:
    for load in loads:
        with session.cursor().copy(f"COPY {load.table} ({load.columns}) FROM STDIN") as copy:
            copy.write(load.rows)


def _copy_out(session: psycopg.Connection, query: str) -> bytes:
    with session.cursor().copy(f"COPY ({query}) TO STDOUT") as copy:
        return b"".join(bytes(block) for block in copy)

"""Fill the database in bulk: the facts by set-based SQL without triggers, the projection by its own service."""

from pathlib import Path
from typing import Any, LiteralString

import psycopg

from bench.house import superuser
from bench.measure import duration, timed
from bench.sizes import Size

SQL = Path(__file__).with_name("sql")


def generate(size: Size) -> None:
    """Make the data, unless this database has it already. A line for each step, with its duration."""
    with superuser() as session:
        found = _number(session, "SELECT count(*) FROM leads")
        if found >= size.leads:  # some subjects add their own
            print(f"{found} leads are there already")
            return
        # No user triggers and no foreign keys in this session: what they would keep right is made right below.
        session.execute("SET session_replication_role = replica")
        session.execute("SELECT setseed(0.42)")
        _run(session, "users", users=size.users)
        first_user = _number(session, "SELECT min(id) FROM users WHERE username LIKE 'rep-%'")
        _run(session, "leads", leads=size.leads, users=size.users, first_user=first_user)
        _run(session, "histories")
        _run(session, "activities", leads=size.leads, activities=size.activities)
        _run(session, "holds", holds=size.holds)
        session.execute("VACUUM ANALYZE")
        _run(session, "reminders")
        _step("projection", _project)
        _step("vacuum", lambda: session.execute("VACUUM ANALYZE"))


def _project() -> None:
    from bench.rebuild import sessions
    from leads.services.rebuilding import rebuild_projection

    for _ in rebuild_projection(sessions=sessions()):
        pass


def _run(session: psycopg.Connection, name: str, **numbers: int) -> None:
    statements = (SQL / f"{name}.sql").read_text()
    _step(name, lambda: psycopg.ClientCursor(session).execute(statements, numbers))


def _step(name: str, work: Any) -> None:
    print(f"generating: {name} ...", end=" ", flush=True)
    print(duration(timed(work)))


def _number(session: psycopg.Connection, query: LiteralString) -> int:
    (row,) = session.execute(query).fetchall()
    return int(row[0])

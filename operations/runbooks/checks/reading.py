"""Reading in the database: nothing is changed, nobody is waited for long, and few rows are fetched."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import OperationalError, connection, transaction

from operations.runbooks.checks.registry import Reading

MOST_ROWS = 200
MOST_COUNTED = 100_000
STATEMENT_TIMEOUT, LOCK_TIMEOUT, IDLE_TIMEOUT = "2s", "500ms", "10s"
# Inside another transaction, who is connected would be told as it was when that one first asked.
_BEGIN = """
SELECT clock_timestamp(), pg_stat_clear_snapshot(), set_config('transaction_read_only', 'on', true),
       set_config('statement_timeout', %s, true), set_config('lock_timeout', %s, true),
       set_config('idle_in_transaction_session_timeout', %s, true)
"""


@contextmanager
def read_only() -> Iterator[datetime]:
    """A transaction in which nothing can be written, with its limits; yields the instant by the database's clock.

    Inside another transaction it is a part of that one, read only just as well. It always ends by a rollback, which
    takes the limits along: what comes after may write and take its time again.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_BEGIN, [STATEMENT_TIMEOUT, LOCK_TIMEOUT, IDLE_TIMEOUT])
            started_at: datetime = cursor.fetchone()[0]
        yield started_at
        transaction.set_rollback(True)


def read_rows(statement: str, parameters: Mapping[str, Any]) -> Reading:
    """The rows of one statement, as it is written, at most one more than MOST_ROWS: the rest is counted, not fetched.

    Within `read_only`.
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, parameters)
        rows = cursor.fetchmany(MOST_ROWS + 1)
        columns = [column[0] for column in cursor.description or ()]
        if len(rows) <= MOST_ROWS:
            return Reading(columns, rows, len(rows))
        # Where a value is judged, nobody needs the number of rows.
        return Reading(columns, rows, None if "value" in columns else _counted(cursor.cursor.name, len(rows)))


def _counted(cursor_name: str, fetched: int) -> int | None:
    """How many rows a cursor has, by passing over the rest of them; None for too many, or where that takes too long."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'MOVE FORWARD {MOST_COUNTED + 1 - fetched} IN "{cursor_name}"')
            count = fetched + int(cursor.rowcount)
    except OperationalError:
        return None
    return count if count <= MOST_COUNTED else None

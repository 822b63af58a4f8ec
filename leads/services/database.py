"""Calling the set-based functions of `leads/sql`, which do the work."""

from datetime import datetime
from typing import Any

from django.db import connection


def call(function: str, **arguments: Any) -> list[tuple[Any, ...]]:
    """Call a function of the database in the caller's transaction and return its rows.

    An argument that is None is left out: the function's default holds.
    """
    given = {name: value for name, value in arguments.items() if value is not None}
    named = ", ".join(f"{name} => %({name})s" for name in given)
    with connection.cursor() as cursor:
        # WITH: pghistory passes by statements that begin with SELECT, and the history would not say who did it.
        sql = f"WITH called AS (SELECT * FROM {function}({named})) SELECT * FROM called"  # noqa: S608  names are ours
        cursor.execute(sql, given)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def count(function: str, **arguments: Any) -> int:
    """Call a function that returns a number."""
    ((number,),) = call(function, **arguments)
    return int(number)


def transaction_now() -> datetime:
    """The instant (aware) at which the caller's transaction began, by the database: its "now" throughout."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        instant: datetime = cursor.fetchone()[0]
        return instant

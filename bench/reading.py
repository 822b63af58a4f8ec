"""Queries as the application makes them: on Django's connection, as the runtime role, each planned anew."""

from typing import Any


def rows(query: str, parameters: Any = None) -> list[tuple[Any, ...]]:
    """All rows of one query."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())

"""How long a statement may take."""

from django.db import connection


def limit_statements(timeout: str) -> None:
    """Have each statement of the present transaction stopped after `timeout`, such as "10s"."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [timeout])

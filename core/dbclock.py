"""The database's clock. Facts are dated by it, so what is read "now" has to be read by it too."""

from datetime import datetime

from django.db import connection


def database_now() -> datetime:
    """The instant by the database's clock (aware, UTC); moves on within a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
        return now

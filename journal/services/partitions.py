"""Partitions of the journal, a month each, made ahead of time."""

from django.db import connection

MONTHS_AHEAD = 3


def make_partitions(*, months_ahead: int = MONTHS_AHEAD) -> int:
    """Make the partitions that are missing from this month to `months_ahead` months on; how many were made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT integration.ensure_journal_partitions(%s)", [months_ahead])
        return int(cursor.fetchone()[0])

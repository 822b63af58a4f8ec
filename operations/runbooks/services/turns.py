"""Taking turns: whoever publishes or indexes runbooks does so alone."""

from django.db import connection


def wait_for_turn() -> None:
    """Until nobody else publishes or indexes; from then on others wait until this transaction has ended.

    Whether a link leads somewhere, and how many runbooks have a word, depends on all runbooks at once: two who did not
    see each other would both be right, and wrong together. Rows of runbooks are locked before, never after: who saves
    a draft and publishes it in one transaction comes with its row. Can be asked for again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('runbooks.publishing', 0))")

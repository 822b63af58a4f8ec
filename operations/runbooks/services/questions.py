"""Counting what the help system is asked."""

from bisect import bisect_left
from math import inf

from django.db import connection

from operations.runbooks.models import Outcome

# Seconds until search is sure; 0.02 is the promise. A total is counted in the first that it does not exceed.
BOUNDS = (0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.25, 1.0, inf)

# Nobody waits for the disk over a count; after a crash of the server a few may be missing. One statement: one way there
# and back.
COUNT = """
WITH hasty AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
INSERT INTO runbook_question_totals AS t (language, outcome, bound, questions, seconds)
SELECT %s, %s, %s, 1, %s FROM hasty
ON CONFLICT (language, outcome, bound)
DO UPDATE SET questions = t.questions + 1, seconds = t.seconds + excluded.seconds
"""


def record_question(*, language: str, matched: bool, seconds: float) -> None:
    """Count a question in `language` (de, en), by its outcome and by the seconds that it took to be sure of it.

    Neither the question nor who asked is kept.
    """
    outcome = Outcome.MATCHED if matched else Outcome.UNMATCHED
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [language, outcome, BOUNDS[bisect_left(BOUNDS, seconds)], seconds])

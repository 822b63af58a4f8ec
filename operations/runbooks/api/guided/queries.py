"""What may be asked."""

from core.api.fields import FlagField, PlainTextField, WholeNumberField
from operations.runbooks.api.library.queries import LanguageQuery
from operations.runbooks.search.asking import LONGEST_QUESTION

MOST_CANDIDATES = 6


class QuestionQuery(LanguageQuery):
    """A question, as somebody types it."""

    q = PlainTextField(
        max_length=LONGEST_QUESTION,
        help_text="A word, a question, the name of an alert; in either language, with typing mistakes.",
    )
    limit = WholeNumberField(
        default=5, min_value=1, max_value=MOST_CANDIDATES, help_text="How many candidates at most."
    )
    checks = FlagField(
        default=False,
        help_text="`true`: run those checks of the first candidate that you may run and that need no more values.",
    )

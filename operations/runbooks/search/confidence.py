"""How sure search is that a runbook answers a question: 0..1, and comparable between questions."""

from math import exp

from operations.runbooks.search.ranking import Ranked

# A logistic curve through questions with known answers (docs/help.md says which): of the answers given with 0.8 or
# more, 19 in 20 were right. Three weights and an offset, no more: a hundred questions are soon learnt by heart.
COVERED = 3.4
TOGETHER = 1.3
ALIKE = 3.3
OFFSET = -3.25

# Below it the answer is "no match". About here a first candidate is as often wrong as right: of those between 0.4 and
# 0.6, 4 in 9 were. Wherever it lies, the nearest ones are shown.
MATCHED_FROM = 0.45

# An alert by its name leaves nothing to guess, but that the wrong one was typed.
CERTAIN = 0.99


def confidence_of(ranked: Ranked) -> float:
    """The confidence in a runbook, below CERTAIN; it grows with each of what it is made of."""
    score = COVERED * ranked.covered + TOGETHER * ranked.together + ALIKE * ranked.alike + OFFSET
    return CERTAIN / (1 + exp(-score))

"""How sure search is that a runbook answers a question: 0..1, and comparable between questions."""

from math import exp

from operations.runbooks.search.ranking import Ranked

# A logistic curve through the tuning half of the questions (docs/help.md): of the answers given with 0.8, about 8 in 10
# are right. Three weights and an offset, no more: there are 60 questions, and more would learn them by heart.
COVERED = 2.6
TOGETHER = 1.7
ALIKE = 1.8
OFFSET = -1.95

# Below it the answer is "no match". Where a wrong runbook costs as much as none, one half would be right; a little
# more, as whoever follows a wrong runbook at night does harm, and the nearest ones are shown all the same.
MATCHED_FROM = 0.55

# An alert by its name leaves nothing to guess, but that the wrong one was typed.
CERTAIN = 0.99


def confidence_of(ranked: Ranked) -> float:
    """The confidence in a runbook, below CERTAIN; it grows with each of what it is made of."""
    score = COVERED * ranked.covered + TOGETHER * ranked.together + ALIKE * ranked.alike + OFFSET
    return min(1 / (1 + exp(-score)), CERTAIN - 0.01)

"""How well search answers: `python -m tests.operations.runbooks.search.quality --half tuning` (or `test`).

Figures for either half; questions that went wrong for the tuning half alone: what is tuned by is looked at, and what
it is judged by is not. Works in a transaction that is rolled back, on the database of FRESHOPS_DATA_DIR.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

QUESTIONS = Path(__file__).parents[1] / "questions.json"
HALVES = ("tuning", "test")


@dataclass(frozen=True)
class Question:
    """A question, and the runbooks any of which answers it; none: nothing does."""

    text: str
    language: str
    runbooks: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What search made of a question: slugs, best first."""

    question: Question
    found: tuple[str, ...]
    matched: bool
    confidence: float


@dataclass(frozen=True)
class Figures:
    """Shares (0..1) of the questions with an answer: right one first, among three, told to have no match all the same.

    And of those without: rightly told that nothing matches.
    """

    first: float
    among_three: float
    missed: float
    no_match: float


def questions(half: str) -> list[Question]:
    """Those of one half."""
    kept = (each for each in json.loads(QUESTIONS.read_text(encoding="utf-8")) if each["half"] == half)
    return [Question(each["q"], each["lang"], tuple(each["runbooks"])) for each in kept]


def outcomes(asked: Sequence[Question]) -> list[Outcome]:
    """What search makes of them."""
    from operations.runbooks.search.asking import ask

    found = []
    for question in asked:
        answer = ask(question=question.text, language=question.language, limit=3)
        slugs = tuple(each.version.runbook.slug for each in answer.candidates)
        found.append(Outcome(question, slugs, answer.matched, answer.confidence))
    return found


def figures(found: Sequence[Outcome]) -> Figures:
    """The shares; at least one question with an answer and one without."""
    answerable = [each for each in found if each.question.runbooks]
    others = [each for each in found if not each.question.runbooks]
    return Figures(
        first=sum(is_right(each) for each in answerable) / len(answerable),
        among_three=sum(bool({*each.found} & {*each.question.runbooks}) for each in answerable) / len(answerable),
        missed=sum(not each.matched for each in answerable) / len(answerable),
        no_match=sum(is_right(each) for each in others) / len(others),
    )


def is_right(outcome: Outcome) -> bool:
    """A right runbook first; or that nothing matches, where nothing does."""
    if not outcome.question.runbooks:
        return not outcome.matched
    return bool(outcome.found) and outcome.found[0] in outcome.question.runbooks


def main() -> int:
    """Print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES, default="tuning")
    half = parser.parse_args().half
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "freshops.settings")
    import django

    from freshops import embedded
    from freshops.environment import data_dir

    embedded.ensure_running(data_dir(), report=print)
    django.setup()
    from django.db import transaction

    from tests.operations.runbooks.search.corpus import publish_corpus

    with transaction.atomic():
        publish_corpus()
        found = outcomes(questions(half))
        transaction.set_rollback(True)
    measured = figures(found)
    for name, share in vars(measured).items():
        sys.stdout.write(f"{name:12} {share:6.1%}\n")
    for each in found if half == "tuning" else ():
        if not is_right(each):
            sys.stdout.write(f"{each.confidence:.2f} {each.question.text} -> {', '.join(each.found)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

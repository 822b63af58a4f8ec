"""The use of AI and the answers of the help system in the demo."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from operations.costs.models import AiUsage
from operations.facts.models import HelpAnswer
from operations.facts.reports import Report
from operations.kpis.demo.telling import Stage
from operations.runbooks.services.questions import record_question

_RUNBOOKS = ("lead-protection", "protection-reminders", "event-backlog", "lead-holds")
_QUESTIONS = 60


def usage(stage: Stage) -> Iterator[Report]:
    """Uses of AI with their cost; where it took somebody to be struggling, whether the help offered helped."""
    dice = stage.dice
    for number, (territory, at, lead) in enumerate(stage.working_hours(), start=1):
        purpose = dice.choices(("routing", "summary", "struggle-detection"), (5, 4, 2))[0]
        correlation = stage.uuid()
        yield from stage.report(
            AiUsage,
            f"KI-{number:05}",
            lead,
            {"used_at": at},
            provider="Beispiel-KI",
            model="beispiel-mittel",
            input_tokens=dice.randrange(600, 6000),
            output_tokens=dice.randrange(60, 900),
            amount=Decimal(dice.randrange(20, 140)) / 100,
            currency="CHF" if territory == "CH" else "EUR",
            confidence=Decimal(dice.randrange(57, 100)) / 100,
            purpose=purpose,
            correlation_id=str(correlation),
        )
        if purpose == "struggle-detection":
            helpful = dice.random() < 0.86
            reference = f"H-KI-{number:05}"
            yield from _answer(stage, reference, helpful=helpful, territory=territory, at=at, correlation=correlation)


def answers(stage: Stage) -> Iterator[Report]:
    """What people said of the help they were given: not quite as many were helped as should be."""
    for number, (territory, at, _lead) in enumerate(stage.working_hours(0.4), start=1):
        helpful = stage.dice.random() < 0.82
        reference = f"H-{number:05}"
        yield from _answer(stage, reference, helpful=helpful, territory=territory, at=at, correlation=stage.uuid())


def ask(stage: Stage) -> None:
    """Questions to the help system, each answered in some milliseconds."""
    for _ in range(_QUESTIONS):
        matched, seconds = stage.dice.random() < 0.9, stage.dice.uniform(0.006, 0.06)
        record_question(language=stage.dice.choice(("de", "de", "en")), matched=matched, seconds=seconds)


def _answer(
    stage: Stage, reference: str, *, helpful: bool, territory: str, at: datetime, correlation: UUID
) -> Iterator[Report]:
    yield from stage.report(
        HelpAnswer,
        reference,
        None,
        {"answered_at": at},
        territory=territory,
        runbook=stage.dice.choice(_RUNBOOKS),
        helpful=helpful,
        correlation_id=str(correlation),
    )

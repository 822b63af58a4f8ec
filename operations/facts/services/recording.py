"""Recording what events report: many at once, the same whatever the order, and however often."""

from collections.abc import Iterable, Sequence
from datetime import UTC

import pghistory
from django.db import transaction

from journal.messages import EventMessage
from operations.facts.models import BusinessFact
from operations.facts.reports import Report, Reportings, Value, reports_of

ABOUT = ("territory", "lead_id", "user_id")


def record_events(*, messages: Sequence[EventMessage], known: Reportings) -> None:
    """Record what these events say about business facts, in one transaction. Called by consumers."""
    record_reports(report for message in messages for report in reports_of(message, known))


def record_reports(reports: Iterable[Report]) -> None:
    """Merge reports into the facts that they are about; idempotent, in any order.

    Of a milestone the earliest report counts, of everything else the newest; what a person corrected stays.
    """
    by_model: dict[type[BusinessFact], list[Report]] = {}
    for report in reports:
        by_model.setdefault(report.model, []).append(report)
    with pghistory.context(source="event"), transaction.atomic():
        for model in sorted(by_model, key=lambda model: model._meta.db_table):
            _record(model, by_model[model])


def _record(model: type[BusinessFact], reports: list[Report]) -> None:
    """New facts are inserted as they are told; the update is for those that were there, or came in at the same time."""
    told: dict[tuple[str, str], BusinessFact] = {}
    for report in sorted(reports, key=_reference):
        key = _reference(report)
        fact = told.setdefault(key, model(source=report.source, external_id=report.external_id))
        merge(fact, report)
    # In one order, so that two relays wait for each other instead of for ever.
    model.objects.bulk_create(told.values(), ignore_conflicts=True)
    sources, references = {source for source, _ in told}, {reference for _, reference in told}
    rows = model.objects.filter(source__in=sources, external_id__in=references).order_by("pk").select_for_update()
    facts = {(fact.source, fact.external_id): fact for fact in rows}
    changed = {}
    for report in reports:
        fact = facts[_reference(report)]
        if merge(fact, report):  # not in one that was just inserted
            changed[fact.pk] = fact
    if changed:
        details = {name for report in reports for name in report.details}
        model.objects.bulk_update(changed.values(), sorted({*ABOUT, *model.MILESTONES, "versions", *details}))


def _reference(report: Report) -> tuple[str, str]:
    return report.source, report.external_id


def merge(fact: BusinessFact, report: Report) -> bool:
    """Have a fact say what a report says, where that counts; whether anything changed."""
    changed = [
        report.milestone != "" and _reach(fact, report),
        *[_learn(fact, report, name, getattr(report, name)) for name in ABOUT if getattr(report, name)],
        *[_learn(fact, report, name, value) for name, value in report.details.items()],
    ]
    return any(changed)


def _reach(fact: BusinessFact, report: Report) -> bool:
    known = getattr(fact, report.milestone)
    if report.milestone in fact.corrected or (known is not None and known <= report.reached_at):
        return False
    setattr(fact, report.milestone, report.reached_at)
    return True


def _learn(fact: BusinessFact, report: Report, name: str, value: Value) -> bool:
    version = [report.at.astimezone(UTC).isoformat(timespec="microseconds"), report.event_id]
    if name in fact.corrected or fact.versions.get(name, ["", ""]) >= version:
        return False
    fact.versions[name] = version
    setattr(fact, name, value)
    return True

"""Importing costs: looked at first, then recorded in one transaction, all that was confirmed or nothing."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pghistory
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from operations.costs.imports.judge import Judgement, judge_file
from operations.costs.imports.reasons import join_texts
from operations.costs.models import Cost, CostImport, CostImportState

SAMPLE_ROWS = 20
_FORGOTTEN_AFTER = timedelta(days=7)


class ImportRefused(DomainError):
    """The import is not in a state in which this can be done."""

    code = "import_refused"


def create_import(*, actor: User, file_name: str, content: bytes) -> CostImport:
    """Look at a file and keep it until it is confirmed; no cost is written. FileRefused where it is no table of costs.

    Files that nobody confirmed within a week are let go.
    """
    judged = judge_file(content, actor)
    old = CostImport.objects.filter(state=CostImportState.PREVIEWED, created_at__lt=Now() - _FORGOTTEN_AFTER)
    old.update(state=CostImportState.DISCARDED, content=None)
    made: CostImport = CostImport.objects.create(
        user=actor,
        file_name=file_name[-255:],
        checksum=hashlib.sha256(content).hexdigest(),
        content=content,
        header=judged.columns.without_rejections(judged.columns.header),
        note=" ".join([*judged.notes, *_ignored(judged)]),
        sample=[_sample(cost) for cost in judged.costs[:SAMPLE_ROWS]],
        **_counts(judged),
    )
    return made


@transaction.atomic
def run_import(*, import_id: int, actor: User) -> CostImport:
    """Record the costs of a file that was looked at, all in one transaction. The import with its counts.

    Rows are judged anew, against the costs of now. ImportRefused where it is over: of two clicks the second does
    nothing.
    """
    found: CostImport = CostImport.objects.select_for_update().get(pk=import_id)
    if found.state != CostImportState.PREVIEWED or found.content is None:
        raise ImportRefused(_("This import is over."), code="import_over")
    judged = judge_file(bytes(found.content), actor)
    with pghistory.context(user=actor.pk, source="import", cost_import=import_id):
        Cost.objects.bulk_create(judged.costs, batch_size=500)
    for name, value in _counts(judged).items():
        setattr(found, name, value)
    found.state, found.content = CostImportState.FINISHED, None
    found.save()
    return found


def discard_import(*, import_id: int) -> bool:
    """Let go of a file that is not wanted; whether it still waited."""
    waiting = CostImport.objects.filter(pk=import_id, state=CostImportState.PREVIEWED)
    return bool(waiting.update(state=CostImportState.DISCARDED, content=None))


def refused_lines(cost_import: CostImport) -> Iterator[list[str]]:
    """The lines of the file of refused rows: the header and each row, with a column that says why.

    In the language in force when it is called; formulas are made harmless by whoever writes the file.
    """
    language = get_language()
    width = max([len(cost_import.header), *(len(row["cells"]) for row in cost_import.refusals)])
    with override(language):
        title = gettext("Rejection reason")
        lines = [(row["cells"], join_texts(row["reasons"])) for row in cost_import.refusals]
    yield [*cost_import.header, *[""] * (width - len(cost_import.header)), title]
    for cells, why in lines:
        yield [*cells, *[""] * (width - len(cells)), why]


def _counts(judged: Judgement) -> dict[str, Any]:
    return {
        "recorded": len(judged.costs),
        "known": judged.known,
        "refused": len(judged.refusals),
        "refusals": [
            {
                "number": refusal.source.number,
                "cells": judged.columns.without_rejections(refusal.source.cells),
                "reasons": [reason.as_json() for reason in refusal.reasons],
            }
            for refusal in judged.refusals
        ],
    }


def _ignored(judged: Judgement) -> list[str]:
    names = ", ".join(judged.columns.ignored)
    return [_("Columns that are not imported: %(names)s") % {"names": names}] if names else []


def _sample(cost: Cost) -> dict[str, Any]:
    return {
        "kind": cost.kind,
        "amount": None if cost.amount is None else str(cost.amount),
        "hours": None if cost.hours is None else str(cost.hours),
        "currency": cost.currency,
        "starts_at": cost.starts_at.isoformat() if cost.starts_at else "",
        "ends_at": cost.ends_at.isoformat() if cost.ends_at else "",
        "territory": cost.territory,
        "team": cost.team,
        "reference": cost.external_id,
    }

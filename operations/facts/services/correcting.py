"""What people change about business facts: with a reason, and for good."""

from datetime import timedelta
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from operations.facts.models import BusinessFact

# Clocks of two machines differ; what happened does not lie in the future.
TOLERANCE = timedelta(seconds=60)


class FactNotCorrected(DomainError):
    """The correction cannot be."""

    code = "fact_not_corrected"
    status = 422


@transaction.atomic
def correct_fact(*, fact: BusinessFact, actor: User, why: str, **changes: Any) -> BusinessFact:
    """Set fields of a fact to what really was; no event changes them again. The fact as it is now.

    Raises FactNotCorrected without a reason, for a milestone in the future, for values that contradict each other,
    and where the fact was voided.
    """
    if not why.strip():
        raise FactNotCorrected(_("Say why this is corrected."), field="why")
    row = type(fact).objects.select_for_update(no_key=True).get(pk=fact.pk)
    if row.voided_at is not None:
        raise FactNotCorrected(_("It was voided and counts nowhere. Enter it anew."), code="fact_voided", status=409)
    changed = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if not changed:
        return row  # type: ignore[no-any-return]
    for name, value in changed.items():
        setattr(row, name, value)
    _check(row, changed)
    row.corrected = sorted({*row.corrected, *changed})
    with pghistory.context(user=actor.pk, source="admin", reason=why.strip()):
        row.save(update_fields=[*changed, "corrected"])
    row.refresh_from_db()
    return row  # type: ignore[no-any-return]


@transaction.atomic
def void_fact(*, fact: BusinessFact, actor: User, why: str) -> bool:
    """Take back a fact that was not: it stays, marked, and counts nowhere; False where it was already.

    Raises FactNotCorrected without a reason.
    """
    if not why.strip():
        raise FactNotCorrected(_("Say why this is voided."), field="why")
    with pghistory.context(user=actor.pk, source="admin", reason=why.strip()):
        return bool(
            type(fact)
            .objects.filter(pk=fact.pk, voided_at=None)
            .update(voided_at=timezone.now(), voided_by=actor, void_reason=why.strip())
        )


def _check(row: BusinessFact, changed: dict[str, Any]) -> None:
    for name in row.MILESTONES:
        if changed.get(name) is not None and changed[name] > timezone.now() + TOLERANCE:
            raise FactNotCorrected(_("This lies in the future. Check the date."), field=name)
    try:
        row.validate_constraints()
    except ValidationError as error:
        raise FactNotCorrected(" ".join(error.messages)) from error

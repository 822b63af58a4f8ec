"""What people decide about targets: with a reason, and kept in the history."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pghistory
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError
from core.models import User
from operations.kpis.models import KpiTarget

TAKEN = gettext_lazy("There is a target from this day on already. Choose another day, or correct that one.")


class TargetRefused(DomainError):
    """The target cannot be; `field` names what is at fault."""

    code = "kpi_target"
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTarget:
    """A target from a Berlin day on; without a territory or a season it holds in any."""

    kpi: str
    territory: str
    season: str
    valid_from: date
    target: Decimal


def set_target(*, target: NewTarget, actor: User, why: str) -> KpiTarget:
    """Add a target. Raises TargetRefused without a reason, and where there is one from that day on already."""
    row = KpiTarget(
        kpi=target.kpi,
        territory=target.territory,
        season=target.season,
        valid_from=target.valid_from,
        target=target.target,
    )
    _save(row, actor, why)
    return row


def correct_target(*, row: KpiTarget, target: NewTarget, actor: User, why: str) -> KpiTarget:
    """Change a target that was entered wrongly: verdicts about the past change with it. Raises TargetRefused."""
    row.kpi, row.territory, row.season = target.kpi, target.territory, target.season
    row.valid_from, row.target = target.valid_from, target.target
    _save(row, actor, why)
    return row


def _save(row: KpiTarget, actor: User, why: str) -> None:
    if not why.strip():
        raise TargetRefused(_("Say why."), field="why")
    try:
        with transaction.atomic(), pghistory.context(user=actor.pk, source="admin", reason=why.strip()):
            row.save()
    except IntegrityError as error:
        if "kpi_targets_once" not in str(error):
            raise
        raise TargetRefused(TAKEN, field="valid_from") from error

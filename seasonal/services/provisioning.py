"""Preparing a season's capacity step by step: computed, approved, rendered, validated, exported.

Each step is one transaction that holds the row: what a crash interrupts has not happened, and whoever goes on does that
step again. Nothing leaves the database, so that no step is ever done twice.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from time import perf_counter
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.errors import DomainError
from core.models import User
from core.territory import Territory
from seasonal.errors import SeasonConflict, SeasonRefused, constraint_errors
from seasonal.models import (
    ManifestFile,
    Provisioning,
    ProvisioningState,
    ProvisioningStep,
    Season,
    SeasonState,
    Step,
)
from seasonal.models.provisioning import UNDER_WAY
from seasonal.scaling.fleet import Shortfall
from seasonal.services.capacity import gather_inputs, save_plan
from seasonal.services.scaling import check_year, render_year, shortfalls_of, today

Detail = dict[str, Any]
PREPARED_IN = (SeasonState.OPEN.value, SeasonState.ACTIVE.value)


class Waiting(Exception):
    """A step cannot be taken until somebody has approved it."""


def years_of(season: Season) -> list[int]:
    """The years that a season needs manifests of: those of its days that are not over."""
    first = max(season.starts_on.year, min(today().year, season.ends_on.year))
    return list(range(first, season.ends_on.year + 1))


def season_shortfalls(season: Season) -> list[Shortfall]:
    """What wants more replicas than were approved, from today on: a season, and on its days campaigns and the normal
    load. Raises PlanRefused."""
    now = today()
    found = [each for year in years_of(season) for each in shortfalls_of(year)]
    return [
        each
        for each in found
        if each.planned.season in {season.pk, None}
        and each.planned.first <= season.ends_on
        and each.planned.last >= max(season.starts_on, now)
    ]


def begin_provisioning(*, season: Season, actor: User) -> Provisioning:
    """Begin to prepare a season that is open or active; `provision` then takes the steps.

    Raises SeasonConflict in any other state, or while one is under way.
    """
    with constraint_errors(), transaction.atomic(), pghistory.context(user=actor.pk, source="admin"):
        there = Season.objects.select_for_update().get(pk=season.pk)
        if there.state not in PREPARED_IN:
            raise SeasonConflict(_("Open the season first: only then it is prepared."))
        if there.provisionings.filter(state__in=UNDER_WAY).exists():
            raise SeasonConflict(_("It is being prepared already."))
        return Provisioning.objects.create(season=there, begun_by=actor)


def provision(pk: int) -> None:
    """Take all steps that can be taken now. Any number may call it: one at a time works on it."""
    while take_next_step(pk):
        pass


def take_next_step(pk: int) -> bool:
    """Take one step; whether another may follow. What is refused ends the provisioning, and says why."""
    try:
        with transaction.atomic():
            row = Provisioning.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk)
            found = row.filter(state=ProvisioningState.RUNNING).select_related("season", "begun_by").first()
            if found is None:
                return False
            with override(found.begun_by.language), pghistory.context(user=found.begun_by_id, source="task"):
                return _take(found)
    except DomainError as refused:
        _end(pk, ProvisioningState.FAILED, error=str(refused))
        return False


def cancel_provisioning(*, provisioning: Provisioning, actor: User) -> None:
    """End one that is under way; its files are not exported. Raises SeasonConflict where it is not."""
    with pghistory.context(user=actor.pk, source="admin"):
        if not _end(provisioning.pk, ProvisioningState.CANCELLED):
            raise SeasonConflict(_("It is not under way any more."))


def resume_provisionings() -> int:
    """Go on with all that run: those whose worker died. How many there were."""
    running = list(Provisioning.objects.filter(state=ProvisioningState.RUNNING).values_list("pk", flat=True))
    for pk in running:
        provision(pk)
    return len(running)


def _take(row: Provisioning) -> bool:
    done = set(row.steps.values_list("step", flat=True))
    step = next(each for each in Step if each not in done)
    begun, clock = timezone.now(), perf_counter()
    try:
        detail = _WORK[step](row)
    except Waiting:
        Provisioning.objects.filter(pk=row.pk).update(state=ProvisioningState.WAITING)
        return False
    seconds = Decimal(str(round(perf_counter() - clock, 3)))
    ProvisioningStep.objects.create(
        provisioning=row, step=step, started_at=begun, finished_at=timezone.now(), seconds=seconds, detail=detail
    )
    return step != Step.EXPORTED


def _compute(row: Provisioning) -> Detail:
    inputs = gather_inputs(season=row.season, territories=Territory.values, day=today())
    name = _("Provisioning %(number)s") % {"number": row.pk}
    plan = save_plan(actor=row.begun_by, season=row.season, name=name, inputs=inputs)
    Provisioning.objects.filter(pk=row.pk).update(plan=plan)
    return {"costs": plan.results["costs"]["planned"]}


def _approve(row: Provisioning) -> Detail:
    short = season_shortfalls(row.season)
    if short and row.approved_by_id is None:
        raise Waiting
    return {"short": [f"{each.size.name}: {each}" for each in short]}


def _render(row: Provisioning) -> Detail:
    rows = [
        ManifestFile(provisioning=row, year=year, name=name, text=text)
        for year in years_of(row.season)
        for name, text in render_year(year).items()
    ]
    ManifestFile.objects.bulk_create(rows)
    return {"files": len(rows)}


def _validate(row: Provisioning) -> Detail:
    checked = [check_year(files, year) for year, files in files_by_year(row).items()]
    faults = [fault for each in checked for fault in each.faults]
    if faults:
        raise SeasonRefused(" ".join(faults))
    if not all(each.proof.holds for each in checked if each.proof):
        raise SeasonRefused(
            _("The simulation shows hours without the replicas that the model wants, or without enough connections.")
        )
    proofs = [each.proof for each in checked if each.proof]
    return {"hours": sum(each.hours for each in proofs), "left": min(each.left for each in proofs)}


def _export(row: Provisioning) -> Detail:
    _end(row.pk, ProvisioningState.DONE)
    return {"files": row.files.count()}


_WORK: Mapping[Step, Callable[[Provisioning], Detail]] = {
    Step.COMPUTED: _compute,
    Step.APPROVED: _approve,
    Step.RENDERED: _render,
    Step.VALIDATED: _validate,
    Step.EXPORTED: _export,
}


def files_by_year(provisioning: Provisioning) -> dict[int, dict[str, str]]:
    """The files of a provisioning: year -> name -> YAML."""
    found: dict[int, dict[str, str]] = {}
    for each in provisioning.files.all():
        found.setdefault(each.year, {})[each.name] = each.text
    return found


def _end(pk: int, state: ProvisioningState, *, error: str = "") -> bool:
    under_way = Provisioning.objects.filter(pk=pk, state__in=UNDER_WAY)
    return bool(under_way.update(state=state, error=error, finished_at=timezone.now()))

"""Whether a season can come: what it needs, looked at now."""

from collections.abc import Callable, Iterator
from datetime import datetime

import structlog
from django.db import transaction

from core.walltime import berlin_wall
from seasonal.errors import PlanRefused
from seasonal.models import Baseline, Season
from seasonal.playbooks.checks import ask
from seasonal.readiness import ReadinessFailure
from seasonal.services.manifests import exported_manifests
from seasonal.services.provisioning import season_shortfalls

log = structlog.get_logger(__name__)
Check = Callable[[Season, datetime], Iterator[ReadinessFailure]]


def readiness_of(season: Season, at: datetime) -> list[ReadinessFailure]:
    """What is not ready at an instant (aware), what is worst first."""
    found = [failure for check in CHECKS for failure in _failures(check, season, at)]
    return sorted(found, key=lambda failure: not failure.blocking)


def _failures(check: Check, season: Season, at: datetime) -> list[ReadinessFailure]:
    """What a check finds; one that fails itself is a finding: an activation on its date must not hang on it."""
    try:
        with transaction.atomic():
            return list(check(season, at))
    except Exception:
        log.exception("a check of readiness failed", season=season.pk)
        return [ReadinessFailure("check_failed", blocking=False)]


def _plan(season: Season, at: datetime) -> Iterator[ReadinessFailure]:
    plan = season.plans.order_by("-created_at").first()
    if plan is None:
        yield ReadinessFailure("plan_missing", blocking=True)
        return
    today, saved_on = berlin_wall(at).date(), berlin_wall(plan.created_at).date()
    newest = Baseline.objects.filter(territory__in=plan.territories, measured_on__lte=today).order_by("-measured_on")
    measured_on = newest.values_list("measured_on", flat=True).first()
    if measured_on is not None and measured_on > saved_on:
        days = {"saved_on": saved_on.isoformat(), "measured_on": measured_on.isoformat()}
        yield ReadinessFailure("plan_outdated", blocking=False, params={"plan": plan.name, **days})


def _fleet(season: Season, at: datetime) -> Iterator[ReadinessFailure]:
    """The sizes that were approved, and the manifests that were exported."""
    try:
        short, found = season_shortfalls(season), exported_manifests(season)
    except PlanRefused as refused:
        yield ReadinessFailure("fleet_unknown", blocking=True, params={"why": str(refused)})
        return
    if short:
        sizes = [f"{each.size.name} {each.planned.replicas} > {each.approved}" for each in short]
        yield ReadinessFailure("sizes_short", blocking=True, params={"sizes": ", ".join(sizes)})
    if found is None:
        yield ReadinessFailure("manifests_missing", blocking=True)
    elif found.stale:
        yield ReadinessFailure("manifests_stale", blocking=True, params={"files": ", ".join(found.stale)})


def _asked(code: str, check: str, *, blocking: bool) -> Check:
    """What the playbook's check of that name says."""

    def asked(season: Season, at: datetime) -> Iterator[ReadinessFailure]:
        verdict = ask(check, season, at)
        if not verdict.met:
            yield ReadinessFailure(code, blocking=blocking, params={"detail": verdict.told()})

    return asked


def _milestones(season: Season, at: datetime) -> Iterator[ReadinessFailure]:
    late = list(season.milestones.late_on(berlin_wall(at).date()).order_by("due_on", "pk"))
    if late:
        first = {"de": late[0].title_de, "en": late[0].title_en}
        params = {"count": len(late), "first": first, "due_on": late[0].due_on.isoformat()}
        yield ReadinessFailure("milestones_late", blocking=False, params=params)


CHECKS: tuple[Check, ...] = (
    _plan,
    _fleet,
    _asked("load_test", "load_test_passed", blocking=True),
    _asked("drill", "drill_fresh", blocking=False),
    _asked("freeze", "freeze_planned", blocking=False),
    _milestones,
)

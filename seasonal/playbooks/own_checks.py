"""What seasons know of themselves."""

from datetime import datetime, timedelta

from django.db.models import Max
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.walltime import berlin_wall
from seasonal.models import (
    Baseline,
    BaselineSource,
    CapacityPlan,
    DrillKind,
    DrillRecord,
    FreezeWindow,
    Season,
    SeasonReport,
)
from seasonal.playbooks.checks import Text, Verdict, met, register, unmet
from seasonal.playbooks.load_checks import final_load_test_passed, load_test_passed
from seasonal.playbooks.scaling_checks import provisioned

_FRESH = timedelta(days=90)
_WARM = timedelta(days=3)


def baselines_measured(season: Season, at: datetime) -> Verdict:
    """Every workload was measured in the 90 days before the season or later, not supposed."""
    since = season.starts_on - _FRESH
    newest: dict[tuple[str, str], Baseline] = {}
    for row in Baseline.objects.filter(measured_on__lte=berlin_wall(at).date()).order_by("measured_on"):
        newest[row.territory, row.workload] = row
    old = [
        f"{territory} {row.get_workload_display()}"
        for (territory, _workload), row in sorted(newest.items())
        if row.measured_on < since or row.source == BaselineSource.ASSUMPTION
    ]
    if old or not newest:
        return unmet(_joined(_("Supposed, or older than 90 days before the season"), old))
    return met(_("Every baseline is measured."))


def plan_computed(season: Season, at: datetime) -> Verdict:
    """A capacity plan is saved, and no baseline is newer."""
    plan = CapacityPlan.objects.filter(season=season, created_at__lte=at).order_by("-created_at").first()
    if plan is None:
        return unmet(_("No capacity plan is saved."))
    newest = Baseline.objects.filter(measured_on__lte=berlin_wall(at).date()).aggregate(day=Max("measured_on"))["day"]
    if newest is not None and newest > berlin_wall(plan.created_at).date():
        return unmet(_joined(_("Baselines have been measured since the newest plan"), [plan.name]))
    return met(_joined(_("Saved"), [f"{plan.name} ({berlin_wall(plan.created_at):%Y-%m-%d})"]))


def freeze_planned(season: Season, at: datetime) -> Verdict:
    """A freeze of everything holds over the whole season."""
    for window in FreezeWindow.objects.filter(season=season, scope="ALL", called_off_at=None):
        first, last = berlin_wall(window.starts_at).date(), berlin_wall(window.ends_at - timedelta(seconds=1)).date()
        if first <= season.starts_on and last >= season.ends_on:
            return met(_joined(_("Planned"), [f"{first:%Y-%m-%d} – {last:%Y-%m-%d}"]))
    return unmet(_("No freeze of everything covers the whole season."))


def drill_fresh(season: Season, at: datetime) -> Verdict:
    """A restore worked no longer than 90 days before the season."""
    return _drill(season, at, DrillKind.RESTORE, _FRESH, _("No restore that worked in the 90 days before the season."))


def warmed_up(season: Season, at: datetime) -> Verdict:
    """It was warmed up in the three days before the season, or later."""
    return _drill(
        season, at, DrillKind.WARM_UP, _WARM, _("No warm-up that worked in the three days before the season.")
    )


def report_published(season: Season, at: datetime) -> Verdict:
    """The season's report is published, in any language."""
    if SeasonReport.objects.filter(season=season, published_at__lte=at).exists():
        return met(_("The report is published."))
    return unmet(_("The report is not published."))


def _drill(season: Season, at: datetime, kind: str, length: timedelta, missing: Text) -> Verdict:
    drills = DrillRecord.objects.filter(kind=kind, worked=True, on__lte=berlin_wall(at).date())
    drill = drills.filter(on__gte=season.starts_on - length).order_by("-on").first()
    if drill is None:
        return unmet(missing)
    return met(_joined(_("It worked"), [f"{drill.on:%Y-%m-%d}"]))


def _joined(text: Text, names: list[str]) -> Text:
    return format_lazy("{}: {}", text, ", ".join(names)) if names else text


def register_own() -> None:
    """Called once all apps are there."""
    register("baselines_measured", baselines_measured, label=_("baselines measured"))
    register("plan_computed", plan_computed, label=_("capacity plan computed"))
    register("provisioned", provisioned, label=_("manifests exported and fresh"))
    register("freeze_planned", freeze_planned, label=_("release freeze planned"))
    register("drill_fresh", drill_fresh, label=_("restore drill is fresh"))
    register("warmed_up", warmed_up, label=_("warmed up"))
    register("load_test_passed", load_test_passed, label=_("load test passed on this version"))
    register("final_load_test_passed", final_load_test_passed, label=_("final load test passed on this version"))
    register("report_published", report_published, label=_("report published"))

"""What seasons tell of themselves: plan and actual, costs, milestones, freezes, drills, days."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.walltime import berlin_wall
from seasonal.capacity.deviation import TARGET, deviations
from seasonal.models import DrillKind, Milestone, MilestoneState, Season, Workload
from seasonal.planning.calendar import SeasonCalendar
from seasonal.querysets.planning import load_calendar
from seasonal.reporting.markdown import bullets, table
from seasonal.reporting.sections import Facts, Section, register


def _season_facts(season: Season, at: datetime) -> Facts:
    calendar: SeasonCalendar = load_calendar(season.starts_on, season.ends_on)
    planned = next(each for each in calendar.seasons if each.pk == season.pk)
    factors = {each: f"{calendar.factor(planned, each).factor.normalize():f}" for each in ("DE", "CH", "AT")}
    return {"first": str(season.starts_on), "last": str(season.ends_on), "factors": factors}


def _season(facts: Facts) -> Iterator[str]:
    yield bullets(
        [
            _("**Days:** %(first)s – %(last)s") % {"first": _day(facts["first"]), "last": _day(facts["last"])},
            _("**Planned factors:** %(factors)s")
            % {"factors": ", ".join(f"{each} {_number(factor)} ×" for each, factor in facts["factors"].items())},
        ]
    )


def _plan_facts(season: Season, at: datetime) -> Facts:
    # What came is entered for one plan; later ones may have been computed since.
    plan = season.plans.annotate(entered=Count("actuals")).order_by("-entered", "-created_at").first()
    if plan is None:
        return {"plan": None}
    actuals = {(row.territory, row.workload): (row.peak_rate, row.instances) for row in plan.actuals.all()}
    found = deviations(plan.results["routes"], actuals)
    return {
        "plan": plan.name,
        "costs": plan.results["costs"],
        "saved": plan.results["saved"],
        "rows": [
            {
                "territory": each.territory,
                "workload": each.workload,
                "planned": f"{each.planned_rate.normalize():f}",
                "actual": f"{each.rate.normalize():f}",
                "deviation": None if each.of_rate is None else f"{each.of_rate:.4f}",
                "on_target": each.is_on_target,
                "instances": [each.planned_instances, each.instances],
            }
            for each in found
        ],
        "missing": len(plan.results["routes"]) - len(found),
    }


def _plan(facts: Facts) -> Iterator[str]:
    if facts["plan"] is None:
        yield _("No capacity plan was saved for this season.")
        return
    rows = facts["rows"]
    met = sum(each["on_target"] for each in rows)
    yield _("Plan “%(plan)s”: %(met)s of %(all)s workloads came within ±%(target)s %% of it.") % {
        "plan": facts["plan"],
        "met": met,
        "all": len(rows),
        "target": _number(TARGET * 100),
    }
    if facts["missing"]:
        yield _("Of %(count)s workloads nobody has entered what came.") % {"count": facts["missing"]}
    yield table(
        (_("Workload"), _("Planned peak"), _("Actual peak"), _("Deviation"), _("Instances: planned, actual")),
        [
            (
                f"{dict(Workload.choices).get(each['workload'], each['workload'])} {each['territory']}",
                f"{_number(each['planned'])}/s",
                f"{_number(each['actual'])}/s",
                _deviation(each),
                ", ".join("–" if one is None else str(one) for one in each["instances"]),
            )
            for each in rows
        ],
    )


def _deviation(row: dict[str, Any]) -> str:
    if row["deviation"] is None:
        return "–"
    share = Decimal(row["deviation"]) * 100
    verdict = _("on target") if row["on_target"] else _("off target")
    return f"{'+' if share > 0 else ''}{_rounded(share, 1)} % ({verdict})"


def _costs_facts(season: Season, at: datetime) -> Facts:
    found = _plan_facts(season, at)
    return {} if found["plan"] is None else {"costs": found["costs"], "saved": found["saved"]}


def _costs(facts: Facts) -> Iterator[str]:
    if not facts:
        return
    costs = {name: _rounded(Decimal(value), 2) for name, value in facts["costs"].items()}
    yield table(
        (_("Way"), _("In the season, EUR net")),
        [
            (_("As planned, scaled up beforehand"), costs["planned"]),
            (_("Always on at peak size"), costs["always_on"]),
            (_("Plain autoscaling, without a calendar"), costs["autoscaled"]),
        ],
    )
    yield _("As planned: %(share)s %% less than always on. These are estimates of the plan, not an invoice.") % {
        "share": _rounded(Decimal(facts["saved"]) * 100, 1)
    }


def _milestone_facts(season: Season, at: datetime) -> Facts:
    today = berlin_wall(at).date()
    return {"rows": [_milestone_row(each, today) for each in season.milestones.select_related("done_by")]}


def _milestone_row(each: Milestone, today: date) -> dict[str, Any]:
    settled = berlin_wall(each.done_at).date() if each.done_at else None
    return {
        "title": {"de": each.title_de, "en": each.title_en},
        "due": str(each.due_on),
        "state": each.state,
        "settled": str(settled) if settled else None,
        "days_late": max(((settled or today) - each.due_on).days, 0),
        "note": each.note,
        "evidence": {"de": each.check_detail_de, "en": each.check_detail_en} if each.done_by_id is None else None,
    }


def _milestones(facts: Facts) -> Iterator[str]:
    rows = facts["rows"]
    if not rows:
        yield _("There was no playbook.")
        return
    kept = sum(each["state"] == MilestoneState.DONE and not each["days_late"] for each in rows)
    yield _("%(kept)s of %(all)s milestones were done in time.") % {"kept": kept, "all": len(rows)}
    states = dict(MilestoneState.choices)
    yield table(
        (_("Milestone"), _("Due"), _("State"), _("Days late"), _("Note")),
        [
            (
                _here(each["title"]),
                _day(each["due"]),
                states[each["state"]] + (f", {_day(each['settled'])}" if each["settled"] else ""),
                each["days_late"] or "–",
                each["note"] or (_here(each["evidence"]) if each["evidence"] else ""),
            )
            for each in rows
        ],
    )


def _freeze_facts(season: Season, at: datetime) -> Facts:
    return {
        "rows": [
            {
                "reason": each.reason,
                "from": each.starts_at.isoformat(),
                "until": each.ends_at.isoformat(),
                "called_off": each.called_off_because,
                "exceptions": [
                    {"reason": one.reason, "from": one.granted_at.isoformat(), "by": str(one.approved_by)}
                    for one in each.exceptions.select_related("approved_by").order_by("granted_at")
                ],
            }
            for each in season.freezes.order_by("starts_at")
        ]
    }


def _freezes(facts: Facts) -> Iterator[str]:
    for each in facts["rows"]:
        off = _(" (called off: %(reason)s)") % {"reason": each["called_off"]} if each["called_off"] else ""
        lines = [f"{each['reason']}: {_instant(each['from'])} – {_instant(each['until'])}{off}"]
        for one in each["exceptions"]:
            told = _("Exception: %(reason)s, from %(time)s, granted by %(name)s")
            lines.append(told % {"reason": one["reason"], "time": _instant(one["from"]), "name": one["by"]})
        yield bullets(lines)


def _day_facts(season: Season, at: datetime) -> Facts:
    drills = season.drills.order_by("on")
    return {
        "drills": [{"kind": each.kind, "on": str(each.on), "worked": each.worked} for each in drills],
        "reviews": [{"day": str(each.day), "note": each.note} for each in season.reviews.order_by("day")],
    }


def _days(facts: Facts) -> Iterator[str]:
    kinds = dict(DrillKind.choices)
    worked = {True: _("it worked"), False: _("it failed")}
    yield bullets(
        _("Drill %(kind)s, %(day)s: %(result)s")
        % {"kind": kinds[each["kind"]], "day": _day(each["on"]), "result": worked[each["worked"]]}
        for each in facts["drills"]
    )
    yield bullets(f"**{_day(each['day'])}:** {each['note']}" for each in facts["reviews"])


def _here(texts: dict[str, str]) -> str:
    return texts["en" if (get_language() or "").startswith("en") else "de"]


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "SHORT_DATE_FORMAT")


def _instant(text: str) -> str:
    wall = berlin_wall(datetime.fromisoformat(text))
    return f"{date_format(wall, 'SHORT_DATE_FORMAT')}, {wall:%H:%M}"


def _rounded(value: Decimal, places: int) -> str:
    """So many decimals; Django's own formatting would cut off the rest."""
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return number_format(rounded, places, force_grouping=True)


def _number(value: str | Decimal) -> str:
    exact = Decimal(value).normalize()
    places = exact.as_tuple().exponent
    return number_format(exact, max(0, -places) if isinstance(places, int) else 0, force_grouping=True)


OWN = (
    Section(code="season", order=10, title=gettext_lazy("The season"), gather=_season_facts, write=_season),
    Section(code="plan", order=20, title=gettext_lazy("Plan and actual"), gather=_plan_facts, write=_plan),
    Section(code="costs", order=30, title=gettext_lazy("Costs"), gather=_costs_facts, write=_costs),
    Section(code="milestones", order=40, title=gettext_lazy("Milestones"), gather=_milestone_facts, write=_milestones),
    Section(code="freezes", order=50, title=gettext_lazy("Release freezes"), gather=_freeze_facts, write=_freezes),
    Section(code="days", order=80, title=gettext_lazy("Drills and days"), gather=_day_facts, write=_days),
)


def register_own() -> None:
    """Called once all apps are there."""
    for section in OWN:
        register(section)

"""A capacity plan in words and tables, from its JSON: the same for one just computed and one saved long ago."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.admin.texts import moment
from core.console.badges import Tone, badge, with_note
from core.console.start_page import Card
from core.console.tables import Table
from seasonal.admin.texts import NONE, day, euros, minutes, number, percent, person, territory_name, times, yes_no_badge
from seasonal.capacity.connections import BEAT, RELAY, WORKERS
from seasonal.capacity.deviation import TARGET, Deviation
from seasonal.models import BaselineSource, PlanActual, Queue, Tier, Workload

Kept = Mapping[str, Any]
GOAL = (Decimal("0.40"), Decimal("0.60"))


def plan_facts(results: Kept) -> list[Card]:
    """The plan in four figures."""
    instances = sum(each["total"] for each in results["routes"])
    budget, costs = results["budget"], results["costs"]
    return [
        Card(label=_("Instances at the peak"), value=number(instances), note=_("with reserve and padding")),
        Card(label=_("Workers at the peak"), value=number(results["workers"]["total"])),
        Card(
            label=_("Connections of the database"),
            value=f"{number(budget['used'])} / {number(budget['usable'])}",
            note=_("enough") if budget["holds"] else _("%(count)s too many") % {"count": number(-budget["left"])},
            tone=Tone.GOOD if budget["holds"] else Tone.DANGER,
        ),
        Card(
            label=_("Costs of the season"),
            value=euros(Decimal(costs["planned"])),
            note=_("%(share)s less than always-on") % {"share": percent(Decimal(results["saved"]), 1)},
        ),
    ]


def plan_tables(inputs: Kept, results: Kept) -> list[Table]:
    """Instances, workers, connections, costs, and what it was computed from."""
    return [_routes(results), _workers(inputs, results), _connections(results), _costs(results), _inputs(inputs)]


def _workload(name: str) -> str:
    return str(dict(Workload.choices).get(name, name))


def _process(name: str) -> str:
    """A holder of connections: "queries DE", or what works behind the web server."""
    workload, _blank, territory = name.partition(" ")
    behind = {WORKERS: str(Tier.WORKERS.label), RELAY: _("Relay of events"), BEAT: _("Scheduler")}
    return f"{_workload(workload)}, {territory_name(territory)}" if territory else behind.get(name, name)


def _place(route: Kept) -> SafeString:
    return with_note(_workload(route["workload"]), territory_name(route["territory"]))


def _routes(results: Kept) -> Table:
    def cells(route: Kept) -> Sequence[str | SafeString]:
        need = route["need"]
        within = route["cap"] is None or route["total"] <= route["cap"]
        verdict = yes_no_badge(
            good=within,
            yes=_("%(cap)s approved") % {"cap": route["cap"]},
            no=_("only %(cap)s approved") % {"cap": route["cap"]},
        )
        load = f"{number(Decimal(route['baseline']))}/s × {number(Decimal(route['factor']))}"
        forms = _("by Little's law %(law)s, short form %(short)s") % {"law": route["by_law"], "short": route["short"]}
        waiting = _("%(share)s with one fewer") % {"share": percent(Decimal(route["waiting_without_one"]), 2)}
        return (
            _place(route),
            with_note(f"{number(Decimal(route['rate']))}/s", load),
            with_note(number(Decimal(need["busy"])), _("in work at a time")),
            with_note(number(need["needed"]), forms),
            f"+ {need['reserve']}",
            f"+ {need['padding']}",
            format_html("<strong>{}</strong> {}", number(route["total"]), verdict if route["cap"] else ""),
            with_note(percent(Decimal(route["waiting"]), 2), waiting),
            number(route["normal"]),
        )

    return Table(
        ident="instances",
        title=_("Instances"),
        columns=(
            _("Workload"),
            _("Load at the peak"),
            _("Little's L"),
            _("Needed"),
            _("Reserve (N-1)"),
            _("Padding (10 %)"),
            _("Together"),
            _("Waiting (Erlang C)"),
            _("At rest"),
        ),
        rows=[cells(each) for each in results["routes"]],
    )


def _workers(inputs: Kept, results: Kept) -> Table:
    workers, within = results["workers"], Decimal(inputs["cleared_within"])
    rows: list[Sequence[str | SafeString]] = []
    for each in workers["queues"]:
        after = None if each["cleared_after"] is None else Decimal(each["cleared_after"])
        verdict = yes_no_badge(good=after is not None and after <= within, yes=_("in time"), no=_("too late"))
        rows.append(
            (
                str(dict(Queue.choices).get(each["queue"], each["queue"])),
                number(each["pieces"]),
                f"{number(Decimal(each['rate']))}/s × {number(Decimal(each['seconds']))} s",
                number(each["workers"]),
                format_html("{} {}", minutes(after), verdict),
            )
        )
    need = workers["need"]
    rows.append(
        (
            _("Together"),
            NONE,
            _("reserve + %(reserve)s, padding + %(padding)s") % need,
            format_html("<strong>{}</strong>", number(workers["total"])),
            NONE,
        )
    )
    return Table(
        ident="workers",
        title=_("Workers"),
        columns=(_("Queue"), _("At once"), _("Meanwhile"), _("Workers"), _("Cleared after")),
        rows=rows,
    )


def _connections(results: Kept) -> Table:
    budget = results["budget"]
    rows: list[Sequence[str | SafeString]] = [
        (_process(each["name"]), number(each["instances"]), number(each["connections_each"]),
         number(each["instances"] * each["connections_each"]))
        for each in results["holders"]
    ]  # fmt: skip
    verdict = yes_no_badge(
        good=budget["holds"],
        yes=_("%(left)s left") % {"left": budget["left"]},
        no=_("%(count)s too many") % {"count": -budget["left"]},
    )
    of = _("of %(max)s, %(reserved)s reserved: %(usable)s may be used") % {
        "max": budget["max_connections"],
        "reserved": budget["reserved"],
        "usable": budget["usable"],
    }
    used = format_html("<strong>{}</strong> {}", number(budget["used"]), verdict)
    rows.append((with_note(_("Together"), of), NONE, NONE, used))
    return Table(
        ident="connections",
        title=_("Connections of the database"),
        columns=(_("Process"), _("Instances"), _("Each"), _("Connections")),
        rows=rows,
    )


def _costs(results: Kept) -> Table:
    costs = {name: Decimal(value) for name, value in results["costs"].items()}
    saved, year = Decimal(results["saved"]), Decimal(results["saved_in_year"])
    auto = Decimal(results["saved_against_autoscaling"])
    return Table(
        ident="costs",
        title=_("Costs, net"),
        columns=(_("Way"), _("In the season"), _("In its year"), _("Plan saves")),
        rows=[
            (_("As planned, scaled up beforehand"), euros(costs["planned"]), euros(costs["year_planned"]), NONE),
            (
                _("Always on at peak size"),
                euros(costs["always_on"]),
                euros(costs["year_always_on"]),
                format_html("{} {}", _("%(season)s; in the year %(year)s") % {
                    "season": percent(saved, 1), "year": percent(year, 1),
                }, _goal(year)),
            ),
            (_("Plain autoscaling, without a calendar"), euros(costs["autoscaled"]), NONE, _autoscaling(auto)),
        ],
    )  # fmt: skip


def _goal(saved: Decimal) -> SafeString:
    low, high = GOAL
    goal = _("goal %(low)s to %(high)s") % {"low": percent(low), "high": percent(high)}
    if saved < low:
        return badge(_("below the %(goal)s") % {"goal": goal}, Tone.WARNING, icon="alert")
    return badge(goal, Tone.GOOD, icon="check")


def _autoscaling(saved: Decimal) -> str:
    if saved < 0:
        return _("The plan costs %(share)s more: being there beforehand has its price.") % {"share": percent(-saved, 1)}
    return percent(saved, 1)


def _inputs(inputs: Kept) -> Table:
    sources = dict(BaselineSource.choices)
    rows: list[Sequence[str | SafeString]] = [
        (
            with_note(_("Baseline: %(workload)s") % {"workload": _workload(each["workload"])},
                      territory_name(each["territory"])),
            with_note(
                _("%(rate)s/s, %(seconds)s s each; an instance: %(at_a_time)s at a time, %(per_instance)s/s") % {
                    "rate": number(Decimal(each["rate"])),
                    "seconds": number(Decimal(each["seconds"])),
                    "at_a_time": number(Decimal(each["concurrency"])),
                    "per_instance": number(Decimal(each["per_instance"])),
                },
                _("%(source)s, %(day)s") % {"source": sources.get(each["source"], each["source"]),
                                            "day": day_of(each["measured_on"])},
            ),
        )
        for each in inputs["loads"]
    ]  # fmt: skip
    used, scaler = inputs["utilisation"], inputs["autoscaler"]
    targets = ", ".join(f"{tier.label} {percent(Decimal(used[tier]))}" for tier in Tier)
    rows += [
        (_("Target utilisation"), targets),
        (_("Hours by factor"), "; ".join(_hours(each, levels) for each, levels in inputs["levels"].items())),
        (
            _("Plain autoscaling"),
            _("serves after %(reaction)s s; the load rises in %(ramp)s s; mean load %(mean)s of the peak")
            % {
                "reaction": number(Decimal(scaler["reaction"])),
                "ramp": number(Decimal(scaler["ramp"])),
                "mean": percent(Decimal(scaler["mean_load"])),
            },
        ),
    ]
    return Table(ident="inputs", title=_("Computed from"), columns=(_("What"), _("Value")), rows=rows)


def day_of(text: str) -> str:
    """A date of the JSON as people read it."""
    return day(date.fromisoformat(text))


def _hours(territory: str, levels: Mapping[str, int]) -> str:
    parts = [f"{times(Decimal(factor))} {number(hours)} h" for factor, hours in sorted(levels.items())]
    return f"{territory}: {', '.join(parts)}"


def deviation_table(found: Sequence[Deviation], came: Mapping[tuple[str, str], PlanActual]) -> Table:
    """Plan against actual; `came`: (territory, workload) -> what is kept of it."""

    def signed(share: Decimal | None) -> str:
        return NONE if share is None else ("+" if share > 0 else "") + percent(share, 1)

    def source(each: Deviation) -> SafeString:
        row = came[each.territory, each.workload]
        return with_note(row.get_source_display(), f"{moment(row.recorded_at)}, {person(row.recorded_by)}")

    return Table(
        ident="deviation",
        title=_("Plan and actual"),
        columns=(
            _("Workload"),
            _("Planned peak"),
            _("Actual peak"),
            _("Deviation"),
            _("Instances: planned, actual"),
            _("Source"),
        ),
        rows=[
            (
                with_note(_workload(each.workload), territory_name(each.territory)),
                f"{number(each.planned_rate)}/s",
                f"{number(each.rate)}/s",
                format_html(
                    "{} {}",
                    signed(each.of_rate),
                    yes_no_badge(
                        good=each.is_on_target,
                        yes=_("within ±%(share)s") % {"share": percent(TARGET)},
                        no=_("outside ±%(share)s") % {"share": percent(TARGET)},
                    ),
                ),
                with_note(
                    f"{each.planned_instances}, {NONE if each.instances is None else each.instances}",
                    signed(each.of_instances),
                ),
                source(each),
            )
            for each in found
        ],
        empty=_("Nothing is entered yet. After the season, fetch or enter what came."),
    )

"""The load of each territory and workload against what is planned, the time it takes, and what carries it."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.console.badges import Tone, badge, with_note
from core.console.tables import Table
from operations.warroom.admin.load_picture import load_picture, tone_of
from operations.warroom.load import LoadNow, RouteNow
from operations.warroom.measured import MINUTES, Silence
from seasonal.admin.texts import NONE, number, territory_name, times
from seasonal.models import Workload

# Fewer requests in MINUTES say nothing about how long they take: as in the alert LatencyHigh.
_FEW = 50


def load_table(load: LoadNow) -> Table:
    """Each class of routes in each territory, in its own line."""
    return Table(
        ident="load",
        title=_("Load now, and as planned"),
        columns=(
            _("Territory"),
            _("Requests a second"),
            _("95 % answered within"),
            _("Replicas wanted / approved"),
        ),
        rows=[_row(each) for each in load.routes],
        empty=_("There is no baseline to plan from, or none of your territories has one."),
    )


def silence_of(load: LoadNow) -> str:
    """Why nothing was measured, in words; empty where something was."""
    if load.measured.silence is None:
        return ""
    return _("No measured load: %(why)s") % {"why": Silence(load.measured.silence).label}


def _row(route: RouteNow) -> Sequence[str | SafeString]:
    planned = route.planned
    name = with_note(territory_name(planned.territory), Workload(planned.workload).label)
    return name, _load(route), _latency(route), _replicas(route)


def per_second(rate: Decimal) -> str:
    """A rate, as exact as it matters."""
    return f"{number(round(rate, 0 if rate >= 100 else 1))}/s"


def _load(route: RouteNow) -> SafeString:
    rate, planned = route.measured.rate, route.planned
    told = _("planned: %(rate)s now, %(peak)s at the peak (%(sum)s)") % {
        "rate": per_second(planned.rate),
        "peak": per_second(route.peak),
        "sum": f"{times(route.peak_factor)}\u00a0{per_second(planned.normal)}",
    }
    shown = _("not measured") if rate is None else per_second(rate)
    return format_html(
        '<span class="value {}">{}</span>{}<span class="note">{}</span>', tone_of(route), shown,
        load_picture(route, shown=shown, told=told), told,
    )  # fmt: skip


def _latency(route: RouteNow) -> SafeString:
    p95, goal_ms = route.measured.p95, route.planned.goal_ms
    goal = _("goal: %(goal)s ms") % {"goal": number(goal_ms)} if goal_ms else _("no goal was agreed on")
    if p95 is None:
        quiet = _("no request in %(minutes)s min") % {"minutes": MINUTES}
        return with_note(NONE, f"{_('not measured') if route.measured.rate is None else quiet} · {goal}")
    text = _("%(time)s ms") % {"time": number(p95 * 1000, 0)}
    if goal_ms is None:
        return with_note(text, goal)
    if (route.measured.answered or 0) < _FEW:
        few = _("fewer than %(few)s requests in %(minutes)s min") % {"few": _FEW, "minutes": MINUTES}
        return with_note(text, f"{goal} · {few}")
    is_late = p95 * 1000 > goal_ms
    sign = badge(text, Tone.DANGER, icon="alert") if is_late else badge(text, Tone.GOOD, icon="check")
    return with_note(sign, goal, urgent=is_late)


def _replicas(route: RouteNow) -> SafeString:
    """As many as the model wants, of how many were approved; and how many of them Kubernetes has ready."""
    planned, ready = route.planned, route.measured.ready
    told = []
    if planned.wanted > planned.cap:
        told.append(_("%(count)s more than approved") % {"count": planned.wanted - planned.cap})
    if ready is not None:
        told.append(_("%(count)s ready") % {"count": ready})
    short = planned.wanted > planned.cap or (ready is not None and ready < planned.replicas)
    if ready is None:
        told.append(_("ready: not known"))
    return with_note(f"{planned.wanted} / {planned.cap}", ", ".join(told), urgent=short)

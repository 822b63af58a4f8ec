"""What a report tells of how a season was proven and switched: load tests, activations, rollbacks."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.walltime import berlin_wall
from seasonal.models import Season
from seasonal.reporting.markdown import bullets, table
from seasonal.reporting.sections import Facts, Section, register


def _load_facts(season: Season, at: datetime) -> Facts:
    return {
        "rows": [
            {
                "at": each.ran_at.isoformat(),
                "scale": float(each.scale),
                "rate": float(each.rate),
                "passed": each.passed,
                "carries": None if each.carries is None else float(each.carries),
                "version": each.version,
            }
            for each in season.load_tests.filter(ran_at__lte=at).order_by("ran_at")
        ]
    }


def _load(facts: Facts) -> Iterator[str]:
    if not facts["rows"]:
        yield _("No load test was kept.")
        return
    verdicts = {True: _("passed"), False: _("missed thresholds")}
    yield table(
        (_("Load test"), _("Load"), _("Result"), _("The machine carries"), _("Version")),
        [
            (
                _instant(each["at"]),
                f"{_number(each['scale'])} × = {_number(each['rate'])}/s",
                verdicts[each["passed"]],
                "–" if each["carries"] is None else f"{_number(each['carries'])}/s",
                each["version"],
            )
            for each in facts["rows"]
        ],
    )


def _switch_facts(season: Season, at: datetime) -> Facts:
    rows = season.activations.filter(activated_at__lte=at).select_related("activated_by", "rolled_back_by")
    return {
        "rows": [
            {
                "at": each.activated_at.isoformat(),
                "by": str(each.activated_by) if each.activated_by_id else None,
                "reason": each.reason,
                "not_ready": len(each.readiness),
                "back_at": each.rolled_back_at.isoformat() if each.rolled_back_at else None,
                "back_by": str(each.rolled_back_by) if each.rolled_back_by_id else None,
                "back_because": each.rollback_reason,
                "ended_at": each.ended_at.isoformat() if each.ended_at else None,
            }
            for each in rows.order_by("activated_at")
        ]
    }


def _switch(facts: Facts) -> Iterator[str]:
    lines = []
    for each in facts["rows"]:
        who = each["by"] or _("by itself")
        line = _("Activated %(time)s, %(who)s; not ready: %(count)s.") % {
            "time": _instant(each["at"]),
            "who": who,
            "count": each["not_ready"],
        }
        lines.append(f"{line} {each['reason']}".strip())
        if each["back_at"]:
            told = _("Rolled back %(time)s, %(who)s: %(reason)s")
            lines.append(told % {
                "time": _instant(each["back_at"]), "who": each["back_by"] or "–", "reason": each["back_because"],
            })  # fmt: skip
        elif each["ended_at"]:
            lines.append(_("Ended %(time)s.") % {"time": _instant(each["ended_at"])})
    yield bullets(lines)


def _instant(text: str) -> str:
    wall = berlin_wall(datetime.fromisoformat(text))
    return f"{date_format(wall, 'SHORT_DATE_FORMAT')}, {wall:%H:%M}"


def _number(value: float) -> str:
    return number_format(round(value, 1), 0 if value == int(value) else 1)


OWN = (
    Section(code="load", order=52, title=gettext_lazy("Load tests"), gather=_load_facts, write=_load),
    Section(code="switch", order=54, title=gettext_lazy("Activation"), gather=_switch_facts, write=_switch),
)


def register_switching() -> None:
    """Called once all apps are there."""
    for section in OWN:
        register(section)

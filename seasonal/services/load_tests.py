"""Load tests: what to send for a season, and keeping what came of it."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from core.models import User
from core.territory import Territory
from core.walltime import berlin_wall
from seasonal.errors import SeasonRefused
from seasonal.load.profile import Part, parts_of
from seasonal.models import LoadTest, Season, SeasonState
from seasonal.planning.calendar import MAIN_MARKET
from seasonal.querysets.figures import baselines_on, sizes_on
from seasonal.querysets.planning import load_calendar


def season_to_test(kind: str, day: date | None = None) -> Season:
    """The season of a kind that is there on a Berlin day (default: today), or the next one. SeasonRefused: none is."""
    day = day or berlin_wall(timezone.now()).date()
    rows = Season.objects.filter(kind=kind, ends_on__gte=day).exclude(state=SeasonState.OVER).order_by("starts_on")
    season = rows.first()
    if season is None:
        kinds = Season.objects.filter(ends_on__gte=day).order_by("kind").values_list("kind", flat=True).distinct()
        raise SeasonRefused(
            _("No season “%(kind)s” is planned from %(day)s on. Planned are: %(kinds)s.")
            % {"kind": kind, "day": day.isoformat(), "kinds": ", ".join(kinds) or "–"}
        )
    return season


def describe_load(*, season: Season) -> dict[str, Any]:
    """What a load test of a season sends, as JSON: its factor, every region's part, the goals for latency.

    `scale` is the factor of the main market. SeasonRefused where a territory has no baseline.
    """
    rates: dict[str, Decimal] = defaultdict(Decimal)
    for row in baselines_on(season.starts_on, Territory.values):
        rates[row.territory] += row.rate
    if not sum(rates.values()):
        raise SeasonRefused(_("There is no baseline. Enter one first."))
    calendar = load_calendar(season.starts_on, season.ends_on)
    planned = next(each for each in calendar.seasons if each.pk == season.pk)
    sizes = sizes_on(season.starts_on, season.kind)
    newest = season.plans.order_by("-created_at").first()
    factors = {each: calendar.factor(planned, each).factor for each in rates}
    return {
        "season": season.pk,
        "name": str(season),
        "kind": season.kind,
        "plan": newest.pk if newest else None,
        "scale": float(factors.get(MAIN_MARKET) or max(factors.values())),
        "parts": [_told(part) for part in parts_of(calendar, planned, rates)],
        "goals_ms": [
            {"territory": territory, "workload": workload, "p95": size.p95_ms}
            for (territory, workload), size in sizes.items()
        ],
    }


def record_load_test(*, evidence: Mapping[str, Any], actor: User | None = None) -> LoadTest:
    """Keep what a load test came to; `evidence`: as bench.load writes it. SeasonRefused names what is wrong with it."""
    season, plan, ran_at = evidence.get("season"), evidence.get("plan"), parse_datetime(str(evidence.get("at")))
    version, machine, failures = evidence.get("version"), evidence.get("machine"), evidence.get("failures")
    if not isinstance(ran_at, datetime) or ran_at.tzinfo is None or ran_at > timezone.now():
        raise SeasonRefused(_("“at” has to be an instant that has been, such as 2027-01-31T08:00:00+00:00."))
    if not isinstance(version, str) or not version or not isinstance(machine, str) or not isinstance(failures, list):
        raise SeasonRefused(_("A load test has a “version”, a “machine” and a list of “failures”."))
    if season is not None and not Season.objects.filter(pk=season).exists():
        raise SeasonRefused(_("There is no season %s.") % season)
    known = Season.objects.get(pk=season).plans.filter(pk=plan).exists() if season is not None and plan else False
    with transaction.atomic(), pghistory.context(user=actor.pk if actor else None, source="command"):
        return LoadTest.objects.create(
            season_id=season,
            plan_id=plan if known else None,
            scale=_number(evidence, "scale"),
            rate=_number(evidence, "rate"),
            passed=not failures,
            carries=_number(evidence, "carries") if evidence.get("carries") is not None else None,
            version=version[:64],
            machine=machine[:255],
            evidence=evidence,
            ran_at=ran_at,
            recorded_by=actor,
        )


def _number(evidence: Mapping[str, Any], name: str) -> Decimal:
    try:
        value = Decimal(str(evidence.get(name))).quantize(Decimal("0.01"))
    except InvalidOperation:
        value = Decimal(0)
    if not 0 < value < 10_000:
        raise SeasonRefused(_("“%s” has to be a number above zero.") % name)
    return value


def _told(part: Part) -> dict[str, Any]:
    return {
        "territory": part.territory,
        "region": part.region,
        "normal": float(part.normal),
        "season": float(part.season),
    }

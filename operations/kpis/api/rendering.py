"""Key figures as the serializers want them."""

from datetime import datetime
from typing import Any

from operations.kpis.addresses import api_address, page_address, runbook_address
from operations.kpis.breakdowns import Breakdown
from operations.kpis.querysets.present import Present
from operations.kpis.registry import Kpi
from operations.kpis.series import Series
from operations.runbooks.addresses import absolute


def present_as_json(present: Present, now: datetime) -> dict[str, Any]:
    """A present value; `now`: to tell its age."""
    since, until = present.window
    return {
        **_head(present.kpi),
        "since": since,
        "until": until,
        "present": present.total,
        "territories": present.territories,
        "measured": "live" if present.is_live else "snapshot",
        "measured_at": present.measured_at,
        "age": now - present.measured_at,
    }


def series_as_json(series: Series, now: datetime, breakdown: Breakdown | None = None) -> dict[str, Any]:
    """A KPI over time, measured `now`; `breakdown`: by representative and team, where it is cut so finely."""
    return {
        **_head(series.kpi),
        "bucket": series.period.bucket,
        "territory": series.territory or None,
        "since": series.period.since,
        "until": series.period.until,
        "whole": series.whole,
        "territories": series.by_territory,
        "seasons": series.seasons,
        "measured_at": now,
        "points": series.points,
        "users": breakdown and breakdown.users,
        "teams": breakdown and breakdown.teams,
    }


def _head(kpi: Kpi) -> dict[str, Any]:
    return {
        "name": kpi.name,
        "title": str(kpi.title),
        "subject": kpi.subject.value,
        "formula": str(kpi.formula),
        "unit": kpi.unit.value,
        "direction": kpi.direction.value,
        "least_cases": kpi.least,
        "owner": kpi.owner.value,
        "url": absolute(page_address(kpi)),
        "api_url": absolute(api_address(kpi)),
        "runbook_url": absolute(runbook_address(kpi)),
    }

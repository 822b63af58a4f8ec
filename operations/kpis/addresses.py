"""Where a key figure, the rows behind it and what to do about it are found."""

from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from django.urls import NoReverseMatch, reverse

from operations.kpis.registry import Kpi
from operations.runbooks.addresses import link_address

OVERVIEW = "/admin/kpis/kpi/"


def page_address(kpi: Kpi) -> str:
    """The page of a KPI, from the root of the host."""
    return f"{OVERVIEW}{kpi.name}/"


def api_address(kpi: Kpi) -> str:
    """A KPI as JSON, from the root."""
    return f"/api/v1/kpis/{kpi.name}/"


def runbook_address(kpi: Kpi) -> str:
    """The step of the runbook that says what to do, from the root."""
    return link_address(kpi.runbook, "")


def rows_address(kpi: Kpi, since: datetime, until: datetime, territory: str = "") -> str:
    """The list of the rows that a value is computed from, from the root; empty where the admin has no such list."""
    try:
        path = reverse(kpi.rows)
    except NoReverseMatch:
        return ""
    query = [(kpi.rows_since, since.isoformat()), (kpi.rows_until, until.isoformat()), *parse_qsl(kpi.rows_query)]
    if territory:
        query.append(("territory__exact", territory))
    return f"{path}?{urlencode(query)}"

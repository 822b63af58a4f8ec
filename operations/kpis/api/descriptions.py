"""What the OpenAPI description says about key figures."""

from typing import Any, Final

from drf_spectacular.utils import OpenApiExample, OpenApiResponse

from core.api.serializers import ProblemSerializer
from core.problems import PROBLEM_JSON
from operations.kpis.api.queries import SeriesQuery
from operations.kpis.api.serializers import KpiListSerializer, KpiSeriesSerializer

_HEAD: Final[dict[str, Any]] = {
    "name": "sample_success",
    "title": "Samples delivered",
    "subject": "supply",
    "formula": "samples delivered / samples delivered, failed or lost",
    "unit": "share",
    "direction": "at_least",
    "least_cases": 10,
    "owner": "sales-operations",
    "url": "https://ops.example.org/admin/kpis/kpi/sample_success/",
    "api_url": "https://ops.example.org/api/v1/kpis/sample_success/",
    "runbook_url": "https://ops.example.org/admin/runbooks/runbook/lead-protection/read/#check-samples",
}
_MET: Final = {"value": 0.8125, "cases": 160, "target": 0.8, "verdict": "met"}
_FEW: Final = {"value": 0.75, "cases": 4, "target": 0.8, "verdict": "too_few"}
_NOTHING: Final = {"value": None, "cases": 0, "target": 0.8, "verdict": "nothing"}
_CHRISTMAS: Final = {"kind": "christmas", "starts_on": "2026-11-01", "ends_on": "2026-12-31"}
_TERRITORIES: Final = [
    {**_MET, "territory": "DE"},
    {**_FEW, "territory": "CH"},
    {**_NOTHING, "territory": "AT"},
]

_PRESENT: Final[dict[str, Any]] = {
    "seasons": [_CHRISTMAS],
    "results": [
        {
            **_HEAD,
            "since": "2026-10-22T08:15:00Z",
            "until": "2026-11-21T08:15:00Z",
            "present": _MET,
            "territories": _TERRITORIES,
            "measured": "snapshot",
            "measured_at": "2026-11-21T08:15:00Z",
            "age": 21.4,
        }
    ],
}
_SERIES: Final[dict[str, Any]] = {
    **_HEAD,
    "bucket": "month",
    "territory": None,
    "since": "2026-09-30T22:00:00Z",
    "until": "2026-11-30T23:00:00Z",
    "whole": _MET,
    "territories": _TERRITORIES,
    "seasons": [_CHRISTMAS],
    "measured_at": "2026-11-21T08:15:00Z",
    "points": [
        {**_MET, "since": "2026-09-30T22:00:00Z", "until": "2026-10-31T23:00:00Z"},
        {**_NOTHING, "since": "2026-10-31T23:00:00Z", "until": "2026-11-30T23:00:00Z"},
    ],
    "users": None,
    "teams": None,
}


def _problem(status: int, title: str, code: str, detail: str, **members: Any) -> OpenApiExample:
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        "instance": "/api/v1/kpis/sample_success/",
    }
    return OpenApiExample(title, body | members, response_only=True, status_codes=[str(status)])


LIST_KPIS: Final[dict[str, Any]] = {
    "operation_id": "kpis",
    "summary": "Present values of all KPIs",
    "description": (
        "Every KPI that you may see, over all of your territories and in each, with its target and verdict: the same "
        "values as in the admin and in the metrics. They are measured every minute; what is older than five of these "
        "minutes, and totals over two of three territories, are measured for the answer. `measured` says which. "
        "Needs `kpis.view_kpi`, and for each KPI the right to see the facts that it is computed from."
    ),
    "responses": {200: KpiListSerializer},
    "examples": [OpenApiExample("One KPI", _PRESENT, response_only=True, status_codes=["200"])],
    "tags": ["kpis"],
}

GET_KPI: Final[dict[str, Any]] = {
    "operation_id": "kpi",
    "summary": "A KPI over time",
    "description": (
        "From the beginning of `from` to the end of `until`, both days of Berlin's calendar, in buckets: an hour, a "
        "day of 23, 24 or 25 hours, a week from Monday, a month; the first and the last may be cut short. At most 400 "
        "buckets. Measured now. A target is that of the bucket's first day."
    ),
    "parameters": [SeriesQuery],
    "responses": {
        200: KpiSeriesSerializer,
        (400, PROBLEM_JSON): OpenApiResponse(
            ProblemSerializer,
            description="A parameter is unknown, not valid, or asks for more than 400 buckets; `errors` names it.",
            examples=[
                _problem(
                    400, "Bad Request", "invalid", "Invalid input.",
                    errors=[
                        {
                            "parameter": "until",
                            "code": "kpi_period",
                            "detail": "The last day is before the first one.",
                        }
                    ],
                ),
            ],
        ),
        (403, PROBLEM_JSON): OpenApiResponse(
            ProblemSerializer,
            description=(
                "`kpi_not_allowed`: `params.permission` names the right that is missing. `kpi_territory`: the "
                "territory is none of yours."
            ),
            examples=[
                _problem(
                    403, "Forbidden", "kpi_not_allowed",
                    "This KPI takes the right “costs.view_cost”, which you do not have.",
                    params={"permission": "costs.view_cost"},
                ),
            ],
        ),
        (404, PROBLEM_JSON): OpenApiResponse(
            ProblemSerializer,
            description="`kpi_not_found`: there is no KPI of this name.",
            examples=[_problem(404, "Not Found", "kpi_not_found", "There is no KPI “samples”.")],
        ),
        (503, PROBLEM_JSON): OpenApiResponse(
            ProblemSerializer,
            description=(
                "`kpi_too_slow`: measuring took longer than 5 seconds. Ask for a shorter time. `switched_off`: KPIs "
                "are not measured over time in this season; `Retry-After` says how long."
            ),
            examples=[
                _problem(
                    503, "Service Unavailable", "kpi_too_slow",
                    "That took too long and was stopped. Choose a shorter time.",
                ),
            ],
        ),
    },
    "examples": [OpenApiExample("By month", _SERIES, response_only=True, status_codes=["200"])],
    "tags": ["kpis"],
}  # fmt: skip

"""What Prometheus knows of the load: how many requests a second, and how long each takes."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from core.territory import Territory
from seasonal.models import Workload
from seasonal.prometheus import Prometheus

_BY = "by (territory, workload)"


@dataclass(frozen=True, slots=True)
class Span:
    """How far back to look, in which steps, and over which window a rate is taken; as PromQL writes times."""

    back: str = "7d"
    step: str = "5m"
    window: str = "5m"


@dataclass(frozen=True, slots=True)
class Measured:
    """The load of a class of routes in a territory: requests per second, seconds per request."""

    territory: str
    workload: str
    rate: Decimal
    seconds: Decimal


def rate_query(span: Span) -> str:
    """The rate that 95 % of the steps stay below: the top of a normal day, without its outliers."""
    rate = f"sum {_BY} (rate(freshops_http_requests_total[{span.window}]))"
    return f"quantile_over_time(0.95, ({rate})[{span.back}:{span.step}])"


def seconds_query(span: Span) -> str:
    """The mean time of a request over the whole span."""
    total, count = (f"sum {_BY} (rate(freshops_http_request_seconds_{part}[{span.back}]))" for part in ("sum", "count"))
    return f"{total} / {count}"


@dataclass(frozen=True, slots=True)
class Peak:
    """The highest rate of a class of routes in a territory, in requests per second."""

    territory: str
    workload: str
    rate: Decimal


def peak_query(span: Span) -> str:
    """The highest rate of all steps."""
    rate = f"sum {_BY} (rate(freshops_http_requests_total[{span.window}]))"
    return f"max_over_time(({rate})[{span.back}:{span.step}])"


def measure_peaks(prometheus: Prometheus, *, begin: datetime, end: datetime) -> list[Peak]:
    """The highest rates over five minutes between two instants (aware), of every class and territory that had requests.

    Raises PrometheusError.
    """
    span = Span(back=f"{int((end - begin).total_seconds())}s")
    places = ((each.labels.get("territory", ""), each.labels.get("workload", ""), each.value)
              for each in prometheus.query(peak_query(span), at=end))  # fmt: skip
    found = [Peak(*each) for each in places if each[0] in Territory.values and each[1] in Workload.values]
    return sorted(found, key=lambda one: (one.territory, one.workload))


def first_sample(prometheus: Prometheus, *, begin: datetime, end: datetime) -> datetime | None:
    """When, to the hour, the first request between two instants (aware) was counted that Prometheus still knows of;
    None: it knows of none. Raises PrometheusError."""
    back = f"{int((end - begin).total_seconds())}s"
    found = prometheus.query(f"min(min_over_time(timestamp(freshops_http_requests_total)[{back}:1h]))", at=end)
    return datetime.fromtimestamp(float(found[0].value), UTC) if found else None


def measure(prometheus: Prometheus, *, at: datetime, span: Span) -> list[Measured]:
    """The load of every class and territory that has both figures. Raises PrometheusError."""
    seconds = {
        (each.labels.get("territory"), each.labels.get("workload")): each.value
        for each in prometheus.query(seconds_query(span), at=at)
    }
    found = []
    for sample in prometheus.query(rate_query(span), at=at):
        territory, workload = sample.labels.get("territory", ""), sample.labels.get("workload", "")
        each = seconds.get((territory, workload))
        if territory in Territory.values and workload in Workload.values and each:
            found.append(Measured(territory, workload, sample.value, each))
    return sorted(found, key=lambda one: (one.territory, one.workload))

"""What Prometheus evaluates: recorded series, alerts, and what each alert cannot do without."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from string import Template


@dataclass(frozen=True, slots=True)
class Watch:
    """Something that an alert looks at. Where it is missing the alert is blind, and MetricsMissing says so.

    `series`: a metric, with matchers where one alert needs one label's series. `older_than`: the series is an age in
    seconds, and over this it is as good as missing. `optional`: there are installations without it; then it is missed
    only where it was there within a day.
    """

    series: str
    older_than: timedelta | None = None
    optional: bool = False

    @property
    def missing(self) -> str:
        """PromQL: one sample without labels while the series is missing (or too old), else nothing."""
        if self.optional:
            return f"count(count(last_over_time({self.series}[1d])) unless on () count({self.series}))"
        if self.older_than is None:
            return f"count(absent({self.series}))"
        # The youngest of all replicas: they tell of the same row.
        return f"count(absent({self.series}) or min({self.series}) > {self.older_than.total_seconds():.0f})"


@dataclass(frozen=True, slots=True)
class Rule:
    """When an alert of `operations.runbooks.alerts` fires.

    `expr` is PromQL; `$name` in it is one of `limits`, in seconds. `hold`: for how long it has to be true. `summary`
    and `description` are English, templates of Prometheus: what is wrong, and how it was found.
    """

    alert: str
    expr: str
    summary: str
    description: str
    hold: timedelta = timedelta(0)
    limits: Mapping[str, timedelta] = field(default_factory=dict)
    watches: tuple[Watch, ...] = ()

    def promql(self, *, age_factor: float = 1.0) -> str:
        """The expression with its limits, each shortened by `age_factor`; KeyError for one that is not there."""
        seconds = {name: f"{limit.total_seconds() * age_factor:g}" for name, limit in self.limits.items()}
        return Template(self.expr).substitute(seconds)


@dataclass(frozen=True, slots=True)
class Recording:
    """A series that Prometheus computes and keeps, under a name of the form level:metric:operation."""

    record: str
    expr: str
    labels: Mapping[str, str] = field(default_factory=dict)

"""What Prometheus has measured of the load just now. Of what it does not tell, nobody knows: never a 0 in its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from threading import Lock
from time import monotonic

import structlog
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.territory import Territory
from operations.monitoring.rules.capacity import FEW, OURS, RATE, SHORT, deployment
from operations.monitoring.rules.series import BRIDGE
from seasonal.models import Workload
from seasonal.prometheus import Prometheus, PrometheusError, Sample

# Rates, times and counts are those of so many minutes, as in the alerts about load.
MINUTES = 5
# However many people watch, Prometheus is asked this often by each process, and nobody waits longer than PATIENCE.
KEPT_SECONDS, PATIENCE = 10.0, 2.0

Route = tuple[str, str]
log = structlog.get_logger(__name__)


class Silence(models.TextChoices):
    """Why nothing was measured, and what to do about it."""

    UNSET = "unset", _("no Prometheus is known here. Set PROMETHEUS_URL.")
    AWAY = "away", _("Prometheus does not answer. See that it runs, and that PROMETHEUS_URL leads to it.")
    EMPTY = "empty", _("Prometheus knows no requests of FreshOps. See that it scrapes /metrics.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A class of routes in a territory. `rate`: requests a second; `p95`: seconds within which 95 % were answered;
    `answered`: how many that was; `ready`: replicas that Kubernetes has ready. None: not known."""

    rate: Decimal | None = None
    p95: Decimal | None = None
    answered: Decimal | None = None
    ready: int | None = None


UNKNOWN = Measurement()


@dataclass(frozen=True, slots=True)
class Measured:
    """(territory, workload) -> what was measured, or why nothing was."""

    routes: Mapping[Route, Measurement] = field(default_factory=dict)
    silence: Silence | None = None

    def of(self, territory: str, workload: str) -> Measurement:
        """What was measured of a class of routes."""
        return self.routes.get((territory, workload), UNKNOWN)


class _Kept:
    """What this process was told last, by which Prometheus, and until when that counts."""

    lock = Lock()
    url = ""
    answer = Measured()
    until = 0.0


_ASKED = {
    "rate": RATE.expr,
    "p95": SHORT.expr,
    "answered": FEW.expr,
    "ready": f"max by (deployment) (last_over_time({OURS}[{BRIDGE}]))",
}
# All of it in one question; each answer says which figure it is.
QUERY = "\nor ".join(f'label_replace({expr}, "figure", "{name}", "", "")' for name, expr in _ASKED.items())
_DEPLOYMENTS = {deployment(*route): route for route in product(Territory.values, Workload.values)}


def measured_now() -> Measured:
    """What was measured, at most KEPT_SECONDS ago. Without an answer it says why."""
    url = settings.PROMETHEUS_URL
    if not url:
        return Measured(silence=Silence.UNSET)
    with _Kept.lock:  # whoever comes while somebody asks has the same answer
        if _Kept.url != url or monotonic() >= _Kept.until:
            _Kept.answer = _ask(url)
            _Kept.url, _Kept.until = url, monotonic() + KEPT_SECONDS
        return _Kept.answer


def forget_measured() -> None:
    """Ask anew at the next question."""
    _Kept.until = 0.0


def _ask(url: str) -> Measured:
    try:
        samples = Prometheus(url, patience=PATIENCE).query(QUERY)
    except PrometheusError as error:
        log.warning("the load cannot be read", error=str(error))
        return Measured(silence=Silence.AWAY)
    routes = _read(samples)
    is_known = any(each.rate is not None for each in routes.values())
    return Measured(routes, None if is_known else Silence.EMPTY)


def _read(samples: Sequence[Sample]) -> dict[Route, Measurement]:
    found: dict[str, dict[Route, Decimal]] = {name: {} for name in _ASKED}
    for sample in samples:
        labels = sample.labels
        route = _DEPLOYMENTS.get(labels.get("deployment", ""))
        route = route or (labels.get("territory", ""), labels.get("workload", ""))
        found[labels["figure"]][route] = sample.value
    # Where there are others, a deployment that nobody speaks of is gone.
    gone = Decimal(0) if found["ready"] else None
    return {route: _measurement(found, route, gone) for route in _DEPLOYMENTS.values()}


def _measurement(found: Mapping[str, Mapping[Route, Decimal]], route: Route, gone: Decimal | None) -> Measurement:
    ready = found["ready"].get(route, gone)
    return Measurement(
        rate=found["rate"].get(route),
        p95=found["p95"].get(route),
        answered=found["answered"].get(route),
        ready=None if ready is None else int(ready),
    )

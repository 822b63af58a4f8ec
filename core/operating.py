"""How FreshOps is run just now: as always, or as a season asks for. Nobody here knows why: apps above say it.

Whoever obeys asks at each request or round. The answer is kept for a moment in each process, so that a change counts
everywhere within `KEPT_SECONDS`, and nothing has to be told to anybody or put back by hand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from time import monotonic

import structlog
from django.db import DatabaseError, InterfaceError, models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError

KEPT_SECONDS = 2.0

log = structlog.get_logger(__name__)


class Feature(models.TextChoices):
    """What takes a good part of a machine, and can wait."""

    LEAD_EXPORT = "lead_export", gettext_lazy("exports of leads")
    KPI_SERIES = "kpi_series", gettext_lazy("KPIs over time, measured anew")
    EVENT_REPLAY = "event_replay", gettext_lazy("sending events again")


@dataclass(frozen=True, slots=True)
class Period:
    """What asks for another mode, in words, and the instant (aware) until which it is planned.

    `ref`: the id of what asks, for whoever said the mode, to lead there.
    """

    name: str | Promise
    until: datetime
    ref: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatingMode:
    """`service_rates`: times the usual rate limits for service accounts. `catering_first`: its events pass others."""

    service_rates: float = 1.0
    catering_first: bool = False
    switched_off: Mapping[Feature, Period] = field(default_factory=dict)
    periods: tuple[Period, ...] = ()


NORMAL = OperatingMode()


class FeatureSwitchedOff(DomainError):
    """The feature rests for now; `wait` seconds become Retry-After."""

    code = "switched_off"
    status = 503

    def __init__(self, feature: Feature, period: Period) -> None:
        day = date_format(timezone.localtime(period.until - timedelta(seconds=1)), "SHORT_DATE_FORMAT")
        text = _("Switched off during “%(season)s”, until the end of %(day)s: %(feature)s.")
        super().__init__(text % {"season": period.name, "day": day, "feature": feature.label})
        self.wait = max(1, ceil((period.until - timezone.now()).total_seconds()))


class _Kept:
    """What this process knows. Two threads that ask at once both read: nothing is lost by that."""

    source: Callable[[], OperatingMode] | None = None
    mode: OperatingMode = NORMAL
    until: float = 0.0


def say_mode(source: Callable[[], OperatingMode]) -> None:
    """Have the mode read from `source`: one query that an index answers."""
    _Kept.source = source


def forget_mode() -> None:
    """Read the mode anew at the next question: for the process in which it changed."""
    _Kept.until = 0.0


def operating_mode() -> OperatingMode:
    """The mode of at most KEPT_SECONDS ago; where the database does not answer, the last one that is known."""
    if _Kept.source is not None and monotonic() >= _Kept.until:
        try:
            _Kept.mode = _Kept.source()
        except (DatabaseError, InterfaceError) as error:
            log.warning("the operating mode cannot be read", error=str(error).strip())
        _Kept.until = monotonic() + KEPT_SECONDS
    return _Kept.mode


def refuse_if_switched_off(feature: Feature) -> None:
    """Raise FeatureSwitchedOff, with the season and its end, where a feature rests for now."""
    period = operating_mode().switched_off.get(feature)
    if period is not None:
        raise FeatureSwitchedOff(feature, period)

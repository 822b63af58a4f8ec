"""Baselines: measured by Prometheus, uploaded as a file, or entered."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

import pghistory
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import User
from core.territory import Territory
from core.walltime import berlin_wall
from seasonal.errors import SeasonRefused
from seasonal.measuring import Span, measure
from seasonal.models import Baseline, BaselineSource, Workload
from seasonal.prometheus import Prometheus
from seasonal.querysets.figures import baselines_on, told_baselines_on

COLUMNS = ("territory", "workload", "rate", "seconds", "concurrency", "per_instance", "measured_on")
_NUMBERS = ("rate", "seconds", "concurrency", "per_instance")
_MOST_ROWS = 1000
_PLACES = Decimal("0.0001")


class UploadRefused(SeasonRefused):
    """The file cannot be read, or rows of it are wrong; `lines` names each."""

    code = "upload_refused"

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = list(lines)
        super().__init__(" ".join(self.lines), field="file")


def measure_baselines(
    *,
    actor: User,
    territories: Iterable[str],
    prometheus: Prometheus | None = None,
    at: datetime | None = None,
    span: Span | None = None,
) -> list[Baseline]:
    """Measure the normal load up to `at` (default: now) for territories; one baseline of that day each.

    How much an instance works on at a time is that of the newest baseline there; what it can do follows from it by
    Little's law, a second divided by how long a request takes, and never more than people said last that it can.
    Raises PrometheusError; SeasonRefused where Prometheus knows nothing of these territories.
    """
    at = at or timezone.now()
    client, day = prometheus or Prometheus(settings.PROMETHEUS_URL), berlin_wall(at).date()
    known = {(each.territory, each.workload): each for each in baselines_on(day, Territory.values)}
    told = {(each.territory, each.workload): each for each in told_baselines_on(day, Territory.values)}
    wanted = set(territories)
    rows = []
    for found in measure(client, at=at, span=span or Span()):
        before = known.get((found.territory, found.workload))
        seconds = max(found.seconds.quantize(_PLACES), _PLACES)
        if found.territory not in wanted or before is None:
            continue
        rows.append(
            Baseline(
                territory=found.territory,
                workload=found.workload,
                rate=found.rate.quantize(_PLACES),
                seconds=seconds,
                concurrency=before.concurrency,
                per_instance=_can_do(before, told.get((found.territory, found.workload), before), seconds),
                measured_on=day,
                source=BaselineSource.PROMETHEUS,
            )
        )
    if not rows:
        raise SeasonRefused(_("Prometheus has no requests of your territories in this time."), code="nothing_measured")
    _keep(rows, actor)
    return rows


def _can_do(newest: Baseline, told: Baseline, seconds: Decimal) -> Decimal:
    return min((newest.concurrency / seconds).quantize(_PLACES), told.per_instance)


def upload_baselines(*, actor: User, text: str, territories: Iterable[str]) -> list[Baseline]:
    """Keep the baselines of a CSV file (columns: COLUMNS; semicolons or commas; decimal comma or point).

    All or none: raises UploadRefused, which names every line that is wrong.
    """
    lines = text.lstrip("\ufeff")
    head = lines.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(lines), delimiter=";" if ";" in head else ",")
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise UploadRefused([_("These columns are missing: %s.") % ", ".join(missing)])
    rows: list[Baseline] = []
    wrong: list[str] = []
    wanted = set(territories)
    for row in reader:
        if len(rows) >= _MOST_ROWS:
            raise UploadRefused([_("The file has more than %s rows.") % _MOST_ROWS])
        try:
            rows.append(_row(row, wanted))
        except SeasonRefused as refused:
            wrong.append(_("Line %(line)s: %(why)s") % {"line": reader.line_num, "why": refused})
    if wrong or not rows:
        raise UploadRefused(wrong or [_("The file has no rows.")])
    _keep(rows, actor)
    return rows


def _row(row: dict[str, str | None], territories: set[str]) -> Baseline:
    values = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if values["territory"] not in territories:
        raise SeasonRefused(_("“%s” is no territory of yours.") % values["territory"])
    if values["workload"] not in Workload.values:
        raise SeasonRefused(_("“%s” is no workload: queries or commands.") % values["workload"])
    numbers = {name: _number(name, values[name]) for name in _NUMBERS}
    try:
        day = date.fromisoformat(values["measured_on"])
    except ValueError:
        raise SeasonRefused(_("“%s” is no date such as 2027-01-31.") % values["measured_on"]) from None
    return Baseline(
        territory=values["territory"],
        workload=values["workload"],
        measured_on=day,
        source=BaselineSource.UPLOAD,
        **numbers,
    )


def _number(name: str, text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or value < 0 or (name != "rate" and value == 0) or value >= 100_000:
        raise SeasonRefused(_("%(column)s: “%(text)s” is not possible.") % {"column": name, "text": text})
    return value


def _keep(rows: list[Baseline], actor: User) -> None:
    """One a class, territory and day: a later one of the same day takes the place of the former."""
    key, rest = ("territory", "workload", "measured_on"), (*_NUMBERS, "source", "note")
    with transaction.atomic(), pghistory.context(user=actor.pk, source="admin"):
        for row in rows:
            Baseline.objects.update_or_create(
                **{name: getattr(row, name) for name in key}, defaults={name: getattr(row, name) for name in rest}
            )

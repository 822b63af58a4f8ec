"""Which target holds: by territory, season and day."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from operations.kpis.models import KpiTarget
from operations.kpis.periods import Bucket, Period
from operations.kpis.querysets.targets import Targets
from operations.kpis.registry import KPIS
from operations.kpis.series import series
from seasonal.models import Season
from tests.operations.kpis.desks import person

pytestmark = pytest.mark.django_db

DAY = date(2026, 8, 15)


def target(on: date = DAY, territory: str = "", kpi: str = "sample_success") -> Decimal | None:
    """The target of a day, with the seasons that it lies in."""
    seasons = Season.objects.on(on).values_list("kind", flat=True)
    return Targets().target(kpi, territory=territory, seasons=seasons, on=on)


def add(amount: str, **fields: object) -> None:
    KpiTarget.objects.create(**{"kpi": "sample_success", "valid_from": date(2026, 1, 1), "target": amount, **fields})


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 8, 31), "0.85"),
        (date(2026, 9, 1), "0.80"),
        (date(2026, 10, 15), "0.80"),
        (date(2026, 10, 16), "0.85"),
        (date(2026, 12, 31), "0.80"),
        (date(2027, 1, 1), "0.85"),
    ],
)
def test_in_a_peak_less_is_asked_of_samples_from_its_first_to_its_last_day(on: date, expected: str) -> None:
    assert target(on) == Decimal(expected)


def test_a_territory_has_its_own_target() -> None:
    add("0.90", territory="CH")

    assert (target(territory="CH"), target(territory="DE")) == (Decimal("0.90"), Decimal("0.85"))


def test_a_named_season_goes_before_any_peak_and_a_season_before_a_territory() -> None:
    add("0.75", season="oktoberfest")
    add("0.90", territory="CH")

    assert target(date(2026, 9, 5), territory="CH") == Decimal("0.75")
    add("0.70", season="oktoberfest", territory="CH")
    assert target(date(2026, 9, 5), territory="CH") == Decimal("0.70")


def test_the_latest_that_is_valid_counts() -> None:
    add("0.88", valid_from=date(2026, 8, 1))
    add("0.99", valid_from=date(2026, 9, 1))

    assert target() == Decimal("0.88")
    assert target(date(2026, 7, 31)) == Decimal("0.85")


def test_what_has_no_target_has_none() -> None:
    KpiTarget.objects.filter(kpi="sample_success").delete()

    assert target() is None


def test_every_key_figure_has_a_target_to_begin_with() -> None:
    assert set(KpiTarget.objects.values_list("kpi", flat=True)) == set(KPIS)


@pytest.mark.parametrize("name", sorted(KPIS))
def test_the_target_of_every_key_figure_changes_with_the_season_at_midnight_in_berlin(name: str) -> None:
    KpiTarget.objects.filter(kpi=name, season="peak").delete()
    usual = target(kpi=name, on=date(2026, 10, 16))
    KpiTarget.objects.create(kpi=name, season="peak", valid_from=date(2026, 1, 1), target=usual + 1)  # type: ignore[operator]
    kpi, days = KPIS[name], Period(date(2026, 10, 15), date(2026, 10, 16), Bucket.DAY)

    found = series(kpi, period=days, territory="", user=person("superuser"), now=days.until)
    last, first = found.points
    assert (last.target, first.target) == (usual + 1, usual)  # type: ignore[operator]
    assert first.since == datetime(2026, 10, 15, 22, tzinfo=UTC)


def test_a_season_that_is_no_peak_asks_no_less() -> None:
    Season.objects.create(kind="fair", starts_on=date(2026, 2, 1), ends_on=date(2026, 2, 10), is_peak=False)
    days = Period(date(2026, 2, 1), date(2026, 2, 1), Bucket.DAY)
    found = series(KPIS["sample_success"], period=days, territory="", user=person("superuser"), now=days.until)
    assert found.whole.target == Decimal("0.85")

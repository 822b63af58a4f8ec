"""How fast people react and mend, worked out by hand."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from operations.incidents.models import Incident
from tests.operations.incidents.scenes import opened
from tests.operations.kpis.scenes import ago, present, total

pytestmark = pytest.mark.django_db


def _incident(days: float, *, reacted: float | None = None, solved: float | None = None, **fields: Any) -> None:
    """Opened so many days before noon; acknowledged and resolved so many minutes later."""
    incident = opened(**{"severity": "SEV1", **fields})
    at = ago(days=days)
    Incident.objects.filter(pk=incident.pk).update(
        opened_at=at,
        state="OPEN" if reacted is None else "ACKNOWLEDGED" if solved is None else "RESOLVED",
        acknowledged_at=None if reacted is None else at + timedelta(minutes=reacted),
        resolved_at=None if solved is None else at + timedelta(minutes=solved),
    )


def test_time_to_acknowledge_is_the_mean() -> None:
    _incident(1, reacted=5)
    _incident(2, reacted=16, severity="SEV2")

    assert total("time_to_acknowledge") == Decimal(630)  # (300 + 960) / 2


def test_time_to_acknowledge_who_waits_counts_after_a_quarter_of_an_hour() -> None:
    _incident(1, reacted=10)
    _incident(20 / 1440)
    _incident(14 / 1440)

    assert present("time_to_acknowledge")[""] == (Decimal(900), 2)  # (600 + 1200) / 2


def test_time_to_resolve_is_the_mean() -> None:
    _incident(1, reacted=1, solved=60)
    _incident(2, reacted=1, solved=180)

    assert total("time_to_resolve") == Decimal(7200)


def test_time_to_resolve_what_goes_on_counts_after_four_hours() -> None:
    _incident(1, reacted=1, solved=60)
    _incident(5 / 24, reacted=1)
    _incident(3 / 24, reacted=1)

    assert present("time_to_resolve")[""] == (Decimal(10800), 2)  # (3600 + 18000) / 2


@pytest.mark.parametrize("kpi", ["time_to_acknowledge", "time_to_resolve"])
def test_neither_small_ones_nor_drills_nor_old_ones_count(kpi: str) -> None:
    _incident(1, reacted=1, solved=60, severity="SEV3")
    _incident(1, reacted=1, solved=60, is_drill=True)
    _incident(91, reacted=1, solved=60)

    assert present(kpi).get("", (None, 0))[0] is None


def test_a_territory_has_its_own() -> None:
    _incident(1, reacted=5, territory="DE")
    _incident(1, reacted=15, territory="CH")

    values = present("time_to_acknowledge")
    assert [values[territory][0] for territory in ("DE", "CH", "")] == [300, 900, 600]

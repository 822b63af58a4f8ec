"""The ScaledObjects: what KEDA takes, within what was approved, and what the windows want."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from freshops.environment import BASE_DIR
from seasonal.scaling.fleet import Deployment, Size, Workers
from seasonal.scaling.scaled_objects import scaled_object, workers_object
from seasonal.scaling.simulation import differences
from seasonal.scaling.validation import OURS, Schemas
from seasonal.scaling.windows import Window, replicas_wanted
from tests.seasonal.scaling.sizes import SIZES, daily

SHARED = Path(os.environ.get("FRESHOPS_SHARED_DATA") or BASE_DIR.parent / "shared" / "data") / "keda"
PLACE = {"namespace": "freshops", "prometheus": "http://prometheus.monitoring.svc:9090"}


# The name of a test says which schemas it ran on, and whether KEDA's own were missing.
@pytest.fixture(
    params=[
        pytest.param(SHARED if SHARED.is_dir() else OURS, id="keda" if SHARED.is_dir() else f"{SHARED} is not here"),
        pytest.param(OURS, id="ours"),
    ]
)
def keda(request: pytest.FixtureRequest) -> Schemas:
    """Schemas to hold a ScaledObject to."""
    return Schemas(request.param)


def oktoberfest(replicas: int) -> Window:
    return daily("oktoberfest", date(2027, 9, 1), date(2027, 10, 15), (8, 20), replicas)


def made(size: Size, replicas: int = 3) -> dict[str, Any]:
    return scaled_object(Deployment(size, [oktoberfest(replicas)]), year=2027, **PLACE)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_keda_takes_it(size: Size, keda: Schemas) -> None:
    assert keda.faults(made(size)) == []


def test_keda_takes_that_of_the_workers(keda: Schemas) -> None:
    assert keda.faults(workers_object(Workers(floor=1, cap=4), year=2027, **PLACE)) == []


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        (("spec", "pollingIntervall"), 30, "pollingIntervall"),
        (("spec", "minReplicaCount"), "two", "integer"),
        (("spec", "minReplicaCount"), 9, "larger than maxReplicaCount"),
        (("spec", "triggers", 0, "metadata", "desired"), "3", "'desired' is unknown"),
        (("spec", "triggers", 0, "metadata", "desiredReplicas"), 3, "desiredReplicas: 3 is no"),
        (("spec", "triggers", 0, "type"), "crown", "no scaler 'crown'"),
        (("spec", "fallback", "behavior"), "shrug", "spec/fallback/behavior"),
        (("metadata", "name"), "x" * 55, "54"),
    ],
)
def test_what_a_cluster_would_refuse_or_drop_is_named(
    path: tuple[Any, ...], value: object, complaint: str, keda: Schemas
) -> None:
    manifest = made(SIZES[0])
    place: Any = manifest
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert any(complaint in fault for fault in keda.faults(manifest))


def test_a_trigger_without_its_end_is_named(keda: Schemas) -> None:
    manifest = made(SIZES[0])
    del manifest["spec"]["triggers"][0]["metadata"]["end"]
    assert keda.faults(manifest) == ["spec/triggers/0/metadata: 'end' is missing"]


def test_a_season_that_wants_more_than_was_approved_gets_the_cap_and_somebody_is_told() -> None:
    size = SIZES[0]
    deployment = Deployment(size, [oktoberfest(21)])
    crons = [each for each in made(size, 21)["spec"]["triggers"] if each["type"] == "cron"]
    assert {each["metadata"]["desiredReplicas"] for each in crons} == {"6"}
    (short,) = deployment.shortfalls()
    assert (short.size, short.planned.replicas, short.approved) == (size, 21, 6)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_in_every_hour_of_the_year_it_gives_what_is_wanted(size: Size) -> None:
    windows = [oktoberfest(size.cap), daily("asparagus", date(2027, 4, 1), date(2027, 6, 30), (7, 18), 2)]
    manifest = scaled_object(Deployment(size, windows), year=2027, **PLACE)
    zone = ZoneInfo(size.timezone)

    def wanted(at: datetime) -> int:
        return replicas_wanted(windows, at=at, zone=zone, floor=size.floor, cap=size.cap)

    begin, end = (datetime(year, 1, 1, tzinfo=zone).astimezone(UTC) for year in (2027, 2028))
    assert differences(manifest, wanted, begin, end) == []


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_after_a_window_it_is_small_again_within_ten_minutes(size: Size) -> None:
    down = made(size)["spec"]["advanced"]["horizontalPodAutoscalerConfig"]["behavior"]["scaleDown"]
    (policy,) = down["policies"]
    steps = -(-(size.cap - size.floor) // policy["value"])
    assert 300 <= down["stabilizationWindowSeconds"] + (steps - 1) * policy["periodSeconds"] <= 600

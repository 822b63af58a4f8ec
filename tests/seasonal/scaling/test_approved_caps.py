"""What is approved counts from its day on: in the manifests, in what alerts hold against, and in what is short."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override

from seasonal.models import Baseline, FleetSize, Season
from seasonal.querysets.load_now import load_planned_at
from seasonal.scaling.proof import prove, scaled_objects_in, year_in_berlin
from seasonal.scaling.simulation import simulate
from seasonal.services.capacity import gather_inputs
from seasonal.services.scaling import fleet_model, render_model, shortfalls_of

pytestmark = pytest.mark.django_db
NAME = "freshops-queries-de"
NOON = 10  # 12:00 in Berlin in summer


@pytest.fixture(autouse=True)
def measured_long_ago() -> None:
    Baseline.objects.update(measured_on=date(2026, 1, 1))


def approve(since: str, cap: int, *, kind: str = "", floor: int = 1) -> None:
    FleetSize.objects.create(
        territory="DE", workload="queries", kind=kind, valid_from=since, floor=floor, cap=cap,
        rate_per_replica=80, p95_ms=300,
    )  # fmt: skip


def given() -> dict[datetime, int]:
    """Instant -> what KEDA makes of the files of 2027; they are proven first."""
    model = fleet_model(2027)
    files = render_model(model)
    proof = prove(files, model)
    assert {name: each for name, each in proof.differences.items() if each} == {}
    return dict(simulate(scaled_objects_in(files)[NAME], *year_in_berlin(2027)))


def in_both(at: datetime) -> tuple[int, int]:
    """What the files give, and what is wanted by the alerts."""
    return given()[at], load_planned_at(at)["replicas.DE.queries"]


@pytest.mark.parametrize(("kind", "cap"), [("", 4), ("oktoberfest", 5)])
def test_a_cap_of_the_middle_of_a_season_counts_from_its_day(kind: str, cap: int) -> None:
    approve("2027-09-11", cap, kind=kind)
    days = [datetime(2027, 9, day, NOON, tzinfo=UTC) for day in (10, 11)]
    assert [in_both(at) for at in days] == [(6, 6), (cap, cap)]


def test_it_counts_from_midnight_on_the_wall_and_over_nights() -> None:
    """The normal load alone takes 4: more than were approved until the day before."""
    Baseline.objects.filter(territory="DE", workload="queries").update(rate=130)
    FleetSize.objects.filter(territory="DE", workload="queries", kind="").update(cap=2)
    approve("2027-02-03", 6)
    midnight = datetime(2027, 2, 2, 23, tzinfo=UTC)
    assert [in_both(midnight + timedelta(hours=hour)) for hour in (-1, 0, 1)] == [(2, 2), (3, 3), (3, 3)]


def test_a_normal_load_above_the_cap_is_short_like_a_season() -> None:
    Baseline.objects.filter(territory="DE", workload="queries").update(rate=130)
    FleetSize.objects.filter(territory="DE", workload="queries", kind="").update(cap=2)
    short = {each.planned.name: each for each in shortfalls_of(2027) if each.size.name == NAME}
    rest = short["normal-load"]
    assert (rest.planned.replicas, rest.approved, rest.planned.season) == (3, 2, None)
    with override("en"):
        assert str(rest).startswith("normal load from 1 Jan 2027 on wants 3 replicas, 2 are approved.")


def test_what_was_approved_meanwhile_is_not_short_any_more() -> None:
    approve("2027-12-01", 7, kind="christmas")
    found = [each for each in shortfalls_of(2027) if each.size.name == NAME]
    (rest,) = [each for each in found if each.planned.name == "christmas"]
    assert (rest.planned.first, rest.planned.last) == (date(2027, 11, 1), date(2027, 11, 30))


def test_a_plan_of_a_running_season_knows_what_was_approved_in_it() -> None:
    approve("2027-12-01", 7, kind="christmas")
    season = Season.objects.get(kind="christmas", starts_on__year=2027)
    caps = [
        gather_inputs(season=season, territories=["DE"], day=day).loads[0].cap
        for day in (date(2027, 7, 1), date(2027, 11, 30), date(2027, 12, 1), date(2028, 2, 1))
    ]
    assert caps == [6, 6, 7, 7]

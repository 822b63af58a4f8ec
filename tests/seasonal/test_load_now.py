"""What is planned for this instant: worked out by hand from the first figures, and as metrics."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client import CollectorRegistry

from core.metrics import BusinessMetrics
from core.models import JobRun
from seasonal.models import Baseline, Campaign, FleetSize
from seasonal.planning.demand import TerritoryDemand
from seasonal.querysets.fleet import load_fleet_model
from seasonal.querysets.load_now import load_planned_at, read_planned
from seasonal.scaling.model import asked_by
from seasonal.tasks import refresh_load_now

pytestmark = pytest.mark.django_db

NOON = datetime(2027, 9, 10, 10, tzinfo=UTC)  # 12:00 in Berlin, in the Oktoberfest season
NIGHT = datetime(2027, 9, 10, 20, tzinfo=UTC)
Values = dict[tuple[str, ...], float]


@pytest.fixture(autouse=True)
def measured_long_ago() -> None:
    Baseline.objects.update(measured_on=date(2026, 1, 1))


def planned(at: datetime, what: str) -> Values:
    found = read_planned(load_planned_at(at))
    return {(territory, workload): value for name, territory, workload, value in found if name == what}


def exported(name: str, **labels: str) -> float | None:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(BusinessMetrics())
    return registry.get_sample_value(name, labels)


def test_factors_and_rates_in_the_hours_of_a_season() -> None:
    assert planned(NOON, "factor") == {("DE", ""): 4, ("CH", ""): 1.5, ("AT", ""): 1.5}
    assert planned(NOON, "rate") == {
        ("DE", "queries"): 160, ("CH", "queries"): 12, ("AT", "queries"): 9,
        ("DE", "commands"): 32, ("CH", "commands"): 3, ("AT", "commands"): 2.25,
    }  # fmt: skip


def test_outside_of_its_hours_the_load_is_normal_and_the_floor_is_enough() -> None:
    assert planned(NIGHT, "factor") == {("DE", ""): 1, ("CH", ""): 1, ("AT", ""): 1}
    assert planned(NIGHT, "rate")["DE", "queries"] == 40
    assert planned(NIGHT, "replicas")["DE", "queries"] == 2


def test_the_hours_begin_and_end_by_the_clock_on_the_wall() -> None:
    for month, utc in ((9, 6), (11, 7)):  # 08:00 in Berlin in summer, and in winter
        eight = datetime(2027, month, 10, utc, tzinfo=UTC)
        assert planned(eight, "factor")["DE", ""] > 1
        assert planned(eight - timedelta(seconds=1), "factor")["DE", ""] == 1


def test_replicas_are_instances_reserve_and_padding_up_to_what_was_approved() -> None:
    # DE queries: ceil(160 / (80 x 0.55)) = 4, + 1 in reserve, x 1.1 = 5.5, so 6, as many as were approved.
    # DE commands: ceil(32 / (30 x 0.55)) = 2, + 1, x 1.1 = 3.3, so 4. AT commands: 1 + 1, x 1.1, so 3; approved: 2.
    assert planned(NOON, "replicas") == {
        ("DE", "queries"): 6, ("CH", "queries"): 3, ("AT", "queries"): 3,
        ("DE", "commands"): 4, ("CH", "commands"): 3, ("AT", "commands"): 2,
    }  # fmt: skip


def test_a_new_approval_counts_from_its_day_on() -> None:
    size = FleetSize.objects.get(territory="AT", workload="commands", kind="")
    for day, cap in ((10, 3), (11, 1)):
        FleetSize.objects.create(
            territory="AT",
            workload="commands",
            valid_from=datetime(2027, 9, day, tzinfo=UTC).date(),
            floor=1,
            cap=cap,
            rate_per_replica=size.rate_per_replica,
            p95_ms=450,
        )
    assert planned(NOON, "replicas")["AT", "commands"] == 3
    assert planned(NOON, "goal")["AT", "commands"] == 0.45
    assert planned(NOON + timedelta(days=1), "replicas")["AT", "commands"] == 1


def test_a_campaign_raises_what_the_season_makes() -> None:
    Campaign.objects.create(
        name="Wiesn",
        territory="DE",
        starts_at=NOON,
        ends_at=NOON + timedelta(hours=1),
        burst=Decimal(3),
        ratio=Decimal(25),
    )
    assert planned(NOON, "factor")["DE", ""] == 6  # 4 x (1 + 0.25 x 2)
    assert planned(NOON, "rate")["DE", "commands"] == 48
    assert planned(NOON + timedelta(hours=1), "factor")["DE", ""] == 4


@pytest.mark.parametrize(("month", "day"), [(2, 1), (4, 15), (9, 10), (10, 31), (12, 24)])
def test_what_is_wanted_is_what_the_manifests_are_made_from(month: int, day: int) -> None:
    Campaign.objects.create(
        name="Spargelwoche",
        territory="DE",
        starts_at=datetime(2027, 4, 15, 8, tzinfo=UTC),
        ends_at=datetime(2027, 4, 15, 22, tzinfo=UTC),
        burst=Decimal(5),
        ratio=Decimal(60),
    )
    model = load_fleet_model(year=2027, day=NOON.date())
    for hour in range(24):
        at = datetime(2027, month, day, hour, 30, tzinfo=UTC)
        wanted = {
            (route.size.territory, route.size.workload): route.wanted(
                asked_by(TerritoryDemand(model.calendar, route.size.territory).at(at)), at.date()
            )
            for route in model.routes
        }
        assert planned(at, "replicas") == wanted


def test_goals_are_those_that_were_agreed_on() -> None:
    assert planned(NIGHT, "goal") == {
        ("DE", "queries"): 0.3, ("CH", "queries"): 0.35, ("AT", "queries"): 0.4,
        ("DE", "commands"): 0.35, ("CH", "commands"): 0.35, ("AT", "commands"): 0.4,
    }  # fmt: skip


def test_what_has_no_baseline_has_no_plan() -> None:
    Baseline.objects.filter(territory="AT", workload="queries").delete()
    assert ("AT", "queries") not in planned(NOON, "rate")
    assert planned(NOON, "factor")["AT", ""] == 1.5


def test_before_anything_was_computed_nothing_is_told() -> None:
    assert exported("freshops_season_factor", territory="DE") is None
    assert exported("freshops_season_load_age_seconds") is None


def test_a_scrape_tells_what_the_job_found() -> None:
    refresh_load_now()
    told = {name: exported(f"freshops_season_{name}", territory="DE", workload="queries") for name in (
        "planned_rate", "replicas_wanted", "latency_goal_seconds",
    )}  # fmt: skip
    run = JobRun.objects.get(job="season_load")
    assert told == {
        "planned_rate": run.result["rate.DE.queries"] / 1000,
        "replicas_wanted": run.result["replicas.DE.queries"],
        "latency_goal_seconds": 0.3,
    }
    assert exported("freshops_season_factor", territory="DE") == run.result["factor.DE."] / 1000
    assert exported("freshops_season_load_age_seconds") == pytest.approx(0, abs=30)


def test_the_plan_of_another_hour_is_not_told() -> None:
    refresh_load_now()
    JobRun.objects.filter(job="season_load").update(finished_at=timezone.now() - timedelta(minutes=11))
    assert exported("freshops_season_planned_rate", territory="DE", workload="queries") is None
    assert exported("freshops_season_load_age_seconds") == pytest.approx(660, abs=30)


def test_the_page_of_metrics_shows_them(client: Client) -> None:
    refresh_load_now()
    text = client.get("/metrics", REMOTE_ADDR="127.0.0.1").content.decode()
    assert 'freshops_season_replicas_wanted{territory="AT",workload="commands"}' in text

"""A season's plan from what is known: gathered, saved, compared; baselines from a file."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from core.models import User
from seasonal.capacity.deviation import deviations
from seasonal.errors import PlanRefused, SeasonRefused
from seasonal.models import Baseline, CapacityPlan, FleetSize, Season
from seasonal.scaling.proof import prove
from seasonal.services.actuals import record_actual
from seasonal.services.baselines import UploadRefused, upload_baselines
from seasonal.services.capacity import WhatIf, compute, gather_inputs, save_plan
from seasonal.services.scaling import fleet_model, render_model
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ALL = ["DE", "CH", "AT"]
DAY = date(2027, 9, 1)
D = Decimal


@pytest.fixture
def actor() -> User:
    made: User = UserFactory.create(role="lead")
    return made


def season(kind: str = "christmas") -> Season:
    return Season.objects.get(kind=kind, starts_on__year=2027)


def saved(actor: User, name: str = "first") -> CapacityPlan:
    one = season()
    return save_plan(actor=actor, season=one, name=name, inputs=gather_inputs(season=one, territories=ALL, day=DAY))


def test_the_hours_of_the_season_are_counted_by_factor() -> None:
    found = gather_inputs(season=season(), territories=["DE"], day=DAY)
    assert found.levels == {"DE": {D(1): 61 * 12, D(5): 61 * 12}}
    assert found.year["DE"] == {D(1): 8760 - 91 * 11 - 45 * 12 - 61 * 12, D(3): 91 * 11, D(4): 45 * 12, D(5): 61 * 12}


def test_the_target_utilisation_is_that_of_the_kind() -> None:
    christmas, ski = (gather_inputs(season=season(kind), territories=["AT"], day=DAY) for kind in ("christmas", "ski"))
    assert [found.utilisation["app"] for found in (christmas, ski)] == [D("0.50"), D("0.60")]


def test_approved_sizes_are_those_of_the_kind() -> None:
    found = gather_inputs(season=season("asparagus"), territories=["DE"], day=DAY)
    assert [(load.workload, load.floor, load.cap) for load in found.loads] == [("queries", 2, 4), ("commands", 1, 3)]


def test_the_newest_baseline_of_the_day_counts() -> None:
    old = Baseline.objects.get(territory="AT", workload="queries")
    Baseline.objects.create(
        territory="AT",
        workload="queries",
        rate=99,
        seconds=old.seconds,
        concurrency=old.concurrency,
        per_instance=old.per_instance,
        measured_on=date(2027, 8, 1),
        source="MANUAL",
    )
    rates = [
        gather_inputs(season=season(), territories=["AT"], day=day).loads[0].rate for day in (DAY, date(2027, 7, 1))
    ]
    assert rates == [99, 6]


def test_without_a_baseline_there_is_no_plan() -> None:
    Baseline.objects.filter(territory="CH").delete()
    with pytest.raises(PlanRefused, match="CH"):
        gather_inputs(season=season(), territories=ALL, day=DAY)


def test_another_factor_is_supposed() -> None:
    found = gather_inputs(season=season(), territories=ALL, day=DAY, what_if=WhatIf(factors={"DE": D(6)}, load=D(2)))
    assert (found.factor("DE"), found.factor("CH")) == (D(6), D(4))
    assert found.loads[0].rate == 2 * Baseline.objects.get(territory="DE", workload="queries").rate


def test_a_factor_where_a_season_is_not_felt_has_the_hours_of_elsewhere() -> None:
    found = gather_inputs(season=season("ski"), territories=["CH"], day=DAY, what_if=WhatIf(factors={"CH": D(6)}))
    assert found.factor("CH") == 6  # above what Christmas, which overlaps, brings


def test_a_plan_is_saved_with_its_inputs_and_the_version_of_the_model(actor: User) -> None:
    plan = saved(actor)
    assert (plan.model_version, plan.territories, plan.created_by) == (2, ["AT", "CH", "DE"], actor)
    assert plan.inputs["levels"]["DE"]["5"] == 61 * 12
    assert {each["territory"] for each in plan.results["routes"]} == set(ALL)


def test_what_works_behind_the_web_server_holds_as_many_connections_as_in_the_proof() -> None:
    """At Christmas, the largest factor of the year: 222 connections, which is what a year's simulation finds."""
    FleetSize.objects.update(cap=20)
    result = compute(gather_inputs(season=season(), territories=ALL, day=DAY))
    behind = [(each.name, each.instances) for each in result.holders if " " not in each.name]
    assert behind == [("workers", 7), ("relay", 4), ("beat", 1)]
    model = fleet_model(2027)
    assert result.budget.used == prove(render_model(model), model).used


def test_a_saved_plan_stays_when_figures_change(actor: User) -> None:
    plan = saved(actor)
    Baseline.objects.all().update(rate=1000)
    plan.refresh_from_db()
    assert plan.results["routes"][0]["baseline"] == "40.0000"


@pytest.mark.parametrize("how", ["update", "delete"])
def test_the_database_never_changes_a_saved_plan(actor: User, how: str) -> None:
    plans = CapacityPlan.objects.filter(pk=saved(actor).pk)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        plans.update(results={}) if how == "update" else plans.delete()


def test_two_plans_of_a_season_have_two_names(actor: User) -> None:
    saved(actor)
    with pytest.raises(SeasonRefused) as refused:
        saved(actor)
    assert refused.value.field == "name"


def test_what_came_is_held_against_the_plan(actor: User) -> None:
    plan = saved(actor)
    record_actual(actor=actor, plan=plan, territory="DE", workload="queries", peak_rate=D(190), instances=5)
    record_actual(actor=actor, plan=plan, territory="DE", workload="commands", peak_rate=D(52), instances=4)
    actuals = {(row.territory, row.workload): (row.peak_rate, row.instances) for row in plan.actuals.all()}
    commands, queries = sorted(deviations(plan.results["routes"], actuals), key=lambda each: each.workload)
    assert (queries.planned_rate, queries.of_rate, queries.is_on_target) == (D(200), D("-0.05"), True)
    assert (commands.planned_rate, commands.of_rate, commands.is_on_target) == (D(40), D("0.3"), False)


def test_what_was_not_planned_has_no_actual(actor: User) -> None:
    one = season()
    plan = save_plan(actor=actor, season=one, name="x", inputs=gather_inputs(season=one, territories=["AT"], day=DAY))
    with pytest.raises(PlanRefused):
        record_actual(actor=actor, plan=plan, territory="DE", workload="queries", peak_rate=D(1), instances=1)


def test_an_input_that_cannot_be_is_told() -> None:
    found = gather_inputs(season=season(), territories=["AT"], day=DAY, what_if=WhatIf(utilisation={"app": D(2)}))
    with pytest.raises(PlanRefused):
        compute(found)


HEAD = "territory;workload;rate;seconds;concurrency;per_instance;measured_on\n"


def test_a_file_of_baselines_is_taken(actor: User) -> None:
    text = HEAD + "AT;queries;12,5;0,2;16;40;2027-08-30\nAT;commands;2;0.3;16;15;2027-08-30\n"
    upload_baselines(actor=actor, text=text, territories=ALL)
    rows = Baseline.objects.filter(source="UPLOAD").order_by("workload")
    assert [(row.workload, row.rate, row.seconds) for row in rows] == [
        ("commands", 2, D("0.3")),
        ("queries", D("12.5"), D("0.2")),
    ]


def test_the_same_file_again_changes_nothing_more(actor: User) -> None:
    for _ in range(2):
        upload_baselines(actor=actor, text=HEAD + "AT;queries;12;0,2;16;40;2027-08-30\n", territories=ALL)
    assert Baseline.objects.filter(source="UPLOAD").count() == 1


@pytest.mark.parametrize(
    "line",
    [
        "FR;queries;1;1;1;1;2027-01-01",
        "AT;batch;1;1;1;1;2027-01-01",
        "AT;queries;viel;1;1;1;2027-01-01",
        "AT;queries;1;0;1;1;2027-01-01",
        "AT;queries;NaN;1;1;1;2027-01-01",
        "AT;queries;1;1;1;1;1.1.2027",
        "AT;queries;1",
    ],
)
def test_a_file_with_a_wrong_line_is_refused_whole(actor: User, line: str) -> None:
    with pytest.raises(UploadRefused) as refused:
        upload_baselines(actor=actor, text=f"{HEAD}AT;queries;1;1;1;1;2027-01-01\n{line}\n", territories=ALL)
    assert len(refused.value.lines) == 1
    assert "3" in refused.value.lines[0]
    assert not Baseline.objects.filter(source="UPLOAD").exists()


@pytest.mark.parametrize("text", ["", HEAD, "territory;workload\nAT;queries\n"])
def test_a_file_without_rows_or_columns_is_refused(actor: User, text: str) -> None:
    with pytest.raises(UploadRefused):
        upload_baselines(actor=actor, text=text, territories=ALL)


def test_only_own_territories_are_uploaded(actor: User) -> None:
    with pytest.raises(UploadRefused):
        upload_baselines(actor=actor, text=HEAD + "AT;queries;1;1;1;1;2027-01-01\n", territories=["DE"])

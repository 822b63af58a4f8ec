"""From an open season to exported manifests, step by step: approved by a person where need be, resumed, cancelled."""

from collections.abc import Iterator
from datetime import date
from unittest.mock import patch

import pytest
import time_machine
from django.utils.translation import override

from core.models import User
from seasonal.errors import SeasonConflict, SeasonRefused
from seasonal.models import CapacityPlan, DatabaseLimit, FleetSize, Provisioning, ProvisioningStep, Season, SeasonState
from seasonal.scaling.rendering import year_of
from seasonal.services.approving import approve_provisioning
from seasonal.services.provisioning import (
    begin_provisioning,
    cancel_provisioning,
    files_by_year,
    provision,
    resume_provisionings,
    season_shortfalls,
    take_next_step,
    years_of,
)
from tests.factories import UserFactory
from tests.seasonal.provisioning.scene import approval, approve, opened

pytestmark = pytest.mark.django_db
STEPS = ["COMPUTED", "APPROVED", "RENDERED", "VALIDATED", "EXPORTED"]


@pytest.fixture(autouse=True)
def six_weeks_before() -> Iterator[None]:
    """The day on which the season is opened, told in English."""
    with time_machine.travel("2027-07-21T07:00:00Z", tick=True), override("en"):
        yield


@pytest.fixture
def lead() -> User:
    made: User = UserFactory.create(role="lead", language="en")
    return made


@pytest.fixture
def boss() -> User:
    made: User = UserFactory.create(role="administrator", language="en")
    return made


def steps(row: Provisioning) -> list[str]:
    return list(row.steps.values_list("step", flat=True))


def suffices(one: Season) -> None:
    """What the season wants is approved already."""
    FleetSize.objects.filter(territory="AT", workload="commands").update(cap=3)
    assert season_shortfalls(one) == []


def test_within_approved_sizes_it_goes_through_by_itself(lead: User) -> None:
    one = opened()
    suffices(one)
    row = begin_provisioning(season=one, actor=lead)
    provision(row.pk)
    row.refresh_from_db()
    assert (row.state, steps(row), row.approved_by) == ("DONE", STEPS, None)
    assert row.plan in CapacityPlan.objects.filter(season=one)
    files = files_by_year(row)
    assert {year: len(each) for year, each in files.items()} == {2027: 9}
    assert {year_of(text) for text in files[2027].values()} == {2027}


def test_where_more_is_wanted_it_waits_for_a_person(lead: User) -> None:
    row = begin_provisioning(season=opened(), actor=lead)
    provision(row.pk)
    row.refresh_from_db()
    assert (row.state, steps(row)) == ("WAITING", ["COMPUTED"])
    (short,) = season_shortfalls(row.season)
    assert (short.size.name, short.planned.replicas, short.approved) == ("freshops-commands-at", 3, 2)


def test_a_person_may_raise_the_sizes(lead: User, boss: User) -> None:
    row = begin_provisioning(season=opened(), actor=lead)
    provision(row.pk)
    approve(row, boss, raise_sizes=True)
    provision(row.pk)
    row.refresh_from_db()
    made = FleetSize.objects.get(territory="AT", workload="commands", kind="oktoberfest")
    assert (made.floor, made.cap, made.approved_by, made.note) == (1, 3, boss, "Budget of July")
    assert made.valid_from == date(2027, 9, 1)
    assert (row.state, row.approved_by, row.approval) == ("DONE", boss, "Budget of July")
    assert "maxReplicaCount: 3" in files_by_year(row)[2027]["freshops-commands-at.yaml"]
    assert season_shortfalls(row.season) == []


def test_or_go_on_within_those_that_are_there(lead: User, boss: User) -> None:
    row = begin_provisioning(season=opened(), actor=lead)
    provision(row.pk)
    approve(row, boss, raise_sizes=False)
    provision(row.pk)
    row.refresh_from_db()
    assert row.state == "DONE"
    assert "maxReplicaCount: 2" in files_by_year(row)[2027]["freshops-commands-at.yaml"]
    (told,) = row.steps.get(step="APPROVED").detail["short"]
    assert told.startswith("freshops-commands-at: oktoberfest from ")


def test_an_approval_needs_a_reason_and_something_that_waits(lead: User, boss: User) -> None:
    row = begin_provisioning(season=opened(), actor=lead)
    with pytest.raises(SeasonConflict):
        approve_provisioning(provisioning=row, approval=approval(row, boss))
    provision(row.pk)
    with pytest.raises(SeasonRefused, match="Say why"):
        approve_provisioning(provisioning=row, approval=approval(row, boss, reason=" "))


@pytest.mark.parametrize("raise_sizes", [True, False])
def test_what_has_changed_since_it_was_seen_is_not_approved(lead: User, boss: User, *, raise_sizes: bool) -> None:
    row = begin_provisioning(season=opened(), actor=lead)
    provision(row.pk)
    seen = approval(row, boss, raise_sizes=raise_sizes)
    Season.objects.filter(pk=row.season_id).update(overall_factor=8)
    with pytest.raises(SeasonConflict, match="has changed since you looked"):
        approve_provisioning(provisioning=row, approval=seen)
    row.refresh_from_db()
    assert (row.state, row.approved_by) == ("WAITING", None)
    assert not FleetSize.objects.filter(kind="oktoberfest").exists()


def test_in_the_middle_of_a_season_sizes_are_raised_from_today_on(lead: User, boss: User) -> None:
    with time_machine.travel("2027-09-11T07:00:00Z", tick=True):
        row = begin_provisioning(season=opened(), actor=lead)
        provision(row.pk)
        approve(row, boss, raise_sizes=True)
        made = FleetSize.objects.get(territory="AT", workload="commands", kind="oktoberfest")
        assert (made.valid_from, made.cap) == (date(2027, 9, 11), 3)
        assert season_shortfalls(row.season) == []


def test_what_was_approved_for_later_is_raised_with_it(lead: User, boss: User) -> None:
    for month, kind in ((9, "oktoberfest"), (10, "oktoberfest")):
        FleetSize.objects.create(
            territory="AT", workload="commands", kind=kind, valid_from=date(2027, month, 5), floor=1, cap=2,
            rate_per_replica=15, p95_ms=400,
        )  # fmt: skip
    row = begin_provisioning(season=opened(), actor=lead)
    provision(row.pk)
    approve(row, boss, raise_sizes=True)
    assert season_shortfalls(row.season) == []


def test_sizes_are_not_raised_beyond_the_database(lead: User, boss: User) -> None:
    DatabaseLimit.objects.update(max_connections=342)
    row = begin_provisioning(season=opened("christmas"), actor=lead)
    provision(row.pk)
    with pytest.raises(SeasonRefused, match="too few connections"):
        approve(row, boss, raise_sizes=True)
    row.refresh_from_db()
    assert row.state == "WAITING"
    assert not FleetSize.objects.filter(kind="christmas").exists()


def test_what_does_not_hold_is_not_exported(lead: User, boss: User) -> None:
    DatabaseLimit.objects.update(max_connections=342)
    row = begin_provisioning(season=opened("christmas"), actor=lead)
    provision(row.pk)
    approve(row, boss, raise_sizes=False)
    provision(row.pk)
    row.refresh_from_db()
    assert (row.state, steps(row)) == ("FAILED", STEPS[:3])
    assert "simulation" in row.error


@pytest.mark.parametrize("after", range(5))
def test_after_a_crash_it_goes_on_where_it_was(lead: User, after: int) -> None:
    one = opened()
    suffices(one)
    row = begin_provisioning(season=one, actor=lead)
    for _number in range(after):
        take_next_step(row.pk)
    with patch.object(ProvisioningStep.objects, "create", side_effect=MemoryError), pytest.raises(MemoryError):
        take_next_step(row.pk)  # dies at the end of its work, before it is recorded
    row.refresh_from_db()
    assert (row.state, steps(row)) == ("RUNNING", STEPS[:after])
    assert resume_provisionings() == 1
    row.refresh_from_db()
    assert (row.state, steps(row)) == ("DONE", STEPS)
    assert CapacityPlan.objects.filter(season=one).count() == 1
    assert row.files.count() == 9


def test_one_at_a_time(lead: User) -> None:
    one = opened()
    begin_provisioning(season=one, actor=lead)
    with pytest.raises(SeasonConflict, match="already"):
        begin_provisioning(season=one, actor=lead)


@pytest.mark.parametrize("state", [SeasonState.PLANNED, SeasonState.OVER])
def test_only_a_season_that_is_open_is_prepared(lead: User, state: SeasonState) -> None:
    with pytest.raises(SeasonConflict, match="Open the season first"):
        begin_provisioning(season=opened(state=state), actor=lead)


def test_cancelled_it_goes_no_further_and_another_may_begin(lead: User) -> None:
    one = opened()
    row = begin_provisioning(season=one, actor=lead)
    take_next_step(row.pk)
    cancel_provisioning(provisioning=row, actor=lead)
    provision(row.pk)
    row.refresh_from_db()
    assert (row.state, steps(row)) == ("CANCELLED", ["COMPUTED"])
    with pytest.raises(SeasonConflict):
        cancel_provisioning(provisioning=row, actor=lead)
    assert begin_provisioning(season=one, actor=lead).state == "RUNNING"


def test_a_season_over_new_year_gets_the_files_of_both_years() -> None:
    assert years_of(opened("ski")) == [2027, 2028]


def test_it_takes_less_than_a_minute_of_the_machine(lead: User, boss: User) -> None:
    """Three territories, two workloads."""
    row = begin_provisioning(season=opened("christmas"), actor=lead)
    provision(row.pk)
    approve(row, boss, raise_sizes=True)
    provision(row.pk)
    taken = {each.step: each.seconds for each in row.steps.all()}
    assert list(taken) == STEPS
    assert 0 < sum(taken.values()) < 60

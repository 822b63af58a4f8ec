"""The proof: over two years, hour by hour, the files give what the model wants, and one edited trigger shows."""

from collections.abc import Callable
from copy import deepcopy
from operator import eq
from typing import Any

import pytest

from seasonal.models import DatabaseLimit, Season
from seasonal.scaling.proof import prove, scaled_objects_in, wanted_by_hour, year_in_berlin
from seasonal.scaling.simulation import simulate
from seasonal.services.scaling import fleet_model, render_model
from tests.seasonal.scaling.years import YEARS, eventful, nightly

pytestmark = pytest.mark.django_db
Trigger = dict[str, Any]


@pytest.mark.parametrize("happens", [pytest.param(lambda: None, id="as it begins"), eventful])
@pytest.mark.parametrize("year", YEARS)
def test_every_hour_is_as_the_model_wants_it(year: int, happens: Callable[[], None]) -> None:
    happens()
    model = fleet_model(year)
    proof = prove(render_model(model), model)
    assert {name: each for name, each in proof.differences.items() if each} == {}
    assert proof.too_many == []
    assert (proof.hours, len(proof.differences), proof.holds) == (8760, 6, True)


def test_the_fleet_is_raised_at_all() -> None:
    """Without which the proof would prove nothing: hours of the year with as many replicas."""
    eventful()
    model = fleet_model(2027)
    objects = scaled_objects_in(render_model(model))
    crons = {
        name: [each for each in one["spec"]["triggers"] if each["type"] == "cron"] for name, one in objects.items()
    }
    assert {
        name: len(each) > 0 for name, each in crons.items() if name not in {"freshops-workers", "freshops-relay"}
    } == dict.fromkeys((route.size.name for route in model.routes), True)
    assert {"wiesn-auftakt-2027-9", "harvest-2027-9"} <= {each["name"] for each in crons["freshops-queries-de"]}


def _later(trigger: Trigger, field: str, by: int) -> None:
    minute, hour, *days = trigger["metadata"][field].split()
    trigger["metadata"][field] = " ".join([minute, str((int(hour) + by) % 24), *days])


def begins_later(trigger: Trigger) -> None:
    _later(trigger, "start", 1)


def ends_later(trigger: Trigger) -> None:
    _later(trigger, "end", 1)


def begins_in_another_month(trigger: Trigger) -> None:
    minute, hour, _days, months, _weekdays = trigger["metadata"]["start"].split()
    month = int(months.split("-")[0]) % 12 + 1
    trigger["metadata"]["start"] = f"{minute} {hour} 1-5 {month} *"


def has_one_replica_less(trigger: Trigger) -> None:
    trigger["metadata"]["desiredReplicas"] = str(int(trigger["metadata"]["desiredReplicas"]) - 1)


def lies_in_another_zone(trigger: Trigger) -> None:
    trigger["metadata"]["timezone"] = "Europe/London"


def is_switched_off(trigger: Trigger) -> None:
    trigger["type"] = "none"


EDITS = (begins_later, ends_later, begins_in_another_month, has_one_replica_less, lies_in_another_zone, is_switched_off)


@pytest.mark.parametrize("edit", EDITS)
def test_any_one_trigger_that_is_edited_shows(edit: Callable[[Trigger], None]) -> None:
    nightly()
    model = fleet_model(2027)
    wanted, (begin, end) = wanted_by_hour(model), year_in_berlin(2027)
    tried, missed = 0, []
    for name, one in scaled_objects_in(render_model(model)).items():
        for index in (index for index, each in enumerate(one["spec"]["triggers"]) if each["type"] == "cron"):
            edited = deepcopy(one)
            edit(edited["spec"]["triggers"][index])
            given = (replicas for _at, replicas in simulate(edited, begin, end))
            tried += 1
            if all(map(eq, given, wanted[name])):
                missed.append(edited["spec"]["triggers"][index])
    assert missed == []
    assert tried >= 20


def test_a_cap_that_is_edited_shows_and_in_which_hours() -> None:
    model = fleet_model(2027)
    files = render_model(model)
    name = "freshops-queries-de.yaml"
    files[name] = files[name].replace("maxReplicaCount: 6", "maxReplicaCount: 5")
    shown = prove(files, model).differences["freshops-queries-de"]
    assert {(each.given, each.wanted, each.at.month) for each in shown} == {(5, 6, month) for month in (9, 10, 11, 12)}
    assert len(shown) == (30 + 15 + 30 + 31) * 12


def test_last_years_files_show_where_dates_have_moved() -> None:
    Season.objects.filter(kind="oktoberfest", starts_on__year=2027).update(starts_on="2027-09-04")
    proof = prove(render_model(fleet_model(2026)), fleet_model(2027))
    assert {len(each) for each in proof.differences.values()} == {3 * 12, 3 * 9}


def test_a_database_that_cannot_take_them_shows() -> None:
    """At Christmas 22 replicas of 9, 7 workers, 4 relays and the clock of 2 each are 222 connections."""
    DatabaseLimit.objects.update(max_connections=389)  # (389 - 20) x 60 % = 221.4
    model = fleet_model(2027)
    proof = prove(render_model(model), model)
    assert {each.used for each in proof.too_many} == {222}
    assert {each.usable for each in proof.too_many} == {221}
    assert {each.at.month for each in proof.too_many} == {11, 12}
    assert (proof.used, proof.left, proof.holds) == (222, -1, False)


def test_a_replica_holds_as_many_connections_as_are_counted() -> None:
    """A process of the web server has one for each thread, and one to spare; a replica runs one process."""
    limit = DatabaseLimit.objects.get()
    assert {limit.per_queries, limit.per_commands} == {8 + 1}  # WEB_THREADS, and one (freshops/web.py)
    documents = render_model(fleet_model(2027))["freshops-queries-de.yaml"]
    assert "name: WEB_WORKERS\n          value: '1'" in documents

"""What if, plans that are saved, and what came."""

from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from seasonal.models import Baseline, CapacityPlan, PlanActual
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk
from tests.seasonal.admin.scene import plan, season

pytestmark = pytest.mark.django_db
CALCULATOR = "/admin/seasonal/capacityplan/calculator/"
HEAD = b"territory;workload;rate;seconds;concurrency;per_instance;measured_on\n"


def golden() -> None:
    """50 requests a second; an instance carries 20, 8 at a time, 0.4 s each."""
    Baseline.objects.filter(territory="DE", workload="queries").update(
        rate=50, per_instance=20, concurrency=8, seconds="0.4"
    )


def instances(shown: Any) -> dict[str, list[str]]:
    return {row[0]: row[1:] for row in shown.table("instances")}


def test_the_golden_case_in_the_browser(planner: Desk) -> None:
    golden()
    query = f"season={season('christmas').pk}&utilisation-app=60"
    row = instances(planner.get(CALCULATOR, query))["Queries Germany"]
    # 250 / (20 x 0.6) = 20.83: 21; 22 x 1.1 = 24.2: 25
    assert row[0] == "250/s 50/s × 5"
    assert row[2] == "21 by Little's law 21, short form 21"
    assert row[3:5] == ["+ 1", "+ 3"]
    assert row[5].startswith("25")


def test_more_than_was_approved_shows(planner: Desk) -> None:
    golden()
    row = instances(planner.get(CALCULATOR, f"season={season('christmas').pk}"))["Queries Germany"]
    assert "only 6 approved" in row[5]


def test_asking_saves_nothing(planner: Desk) -> None:
    planner.get(CALCULATOR, f"season={season('christmas').pk}&name=Sneaky")
    assert not CapacityPlan.objects.exists()


def test_fractions_are_read_as_the_language_writes_them(desk: NewDesk) -> None:
    golden()
    query = f"season={season('christmas').pk}&factor-DE=4,5"
    shown = desk("lead", language="de").get(CALCULATOR, query)
    assert "225/s 50/s × 4,5" in [each[0] for each in instances(shown).values()]


@pytest.mark.parametrize("query", ["factor-DE=0", "utilisation-app=0", "season=999999", "ramp=0", "load=x"])
def test_what_cannot_be_is_told_beside_the_form(planner: Desk, query: str) -> None:
    shown = planner.get(CALCULATOR, query)
    assert shown.status == 422
    assert "Capacity calculator" in shown.text


def test_what_was_supposed_is_saved_as_a_plan(planner: Desk) -> None:
    sent = {"season": str(season("christmas").pk), "factor-DE": "6", "name": "Cautious"}
    assert planner.post(CALCULATOR, sent).status == 302
    saved = CapacityPlan.objects.get()
    assert (saved.name, saved.created_by) == ("Cautious", planner.user)
    factors = {each["territory"]: each["factor"] for each in saved.results["routes"]}
    assert Decimal(factors["DE"]) == 6


def test_a_plan_without_a_name_is_not_saved(planner: Desk) -> None:
    assert planner.post(CALCULATOR, {"season": str(season().pk), "name": " "}).status == 422


def test_costs_stand_beside_those_of_other_ways(planner: Desk) -> None:
    rows = {row[0]: row[1:] for row in planner.get(CALCULATOR, f"season={season('christmas').pk}").table("costs")}
    assert len(rows) == 3
    assert "goal 40 % to 60 %" in rows["Always on at peak size"][2]


def test_a_saved_plan_is_shown_as_it_was(planner: Desk) -> None:
    made = plan()
    before = planner.get(f"/admin/seasonal/capacityplan/{made.pk}/change/").table("instances")
    golden()
    assert planner.get(f"/admin/seasonal/capacityplan/{made.pk}/change/").table("instances") == before


def test_what_came_stands_beside_the_plan(planner: Desk) -> None:
    made = plan()
    sent = {"route": "DE queries", "peak_rate": "230", "instances": "7"}
    assert planner.post(f"/admin/seasonal/capacityplan/{made.pk}/actual/", sent).status == 302
    (row,) = planner.get(f"/admin/seasonal/capacityplan/{made.pk}/change/").table("deviation")
    assert row[1:4] == ["200/s", "230/s", "+15.0 % outside ±10 %"]
    assert PlanActual.objects.get().recorded_by == planner.user


def test_a_file_of_baselines_is_uploaded(planner: Desk) -> None:
    sent = {"file": SimpleUploadedFile("baselines.csv", HEAD + b"AT;queries;12,5;0,2;16;40;2026-08-30\n")}
    assert planner.post("/admin/seasonal/baseline/upload/", sent).status == 302
    assert Baseline.objects.get(source="UPLOAD").rate == Decimal("12.5")


def test_what_is_wrong_with_a_file_is_told_by_line(planner: Desk) -> None:
    sent = {"file": SimpleUploadedFile("baselines.csv", HEAD + b"FR;queries;1;1;1;1;2026-08-30\n")}
    answer = planner.post("/admin/seasonal/baseline/upload/", sent)
    assert answer.status == 422
    assert "Line 2" in answer.text


def test_without_a_prometheus_what_to_do_is_told(planner: Desk) -> None:
    (told,) = planner.post("/admin/seasonal/baseline/measure/", {"confirm": "1"}, follow=True).messages
    assert "PROMETHEUS_URL" in told


WITHIN_A_WEEK = {"2027-08-31": False, "2027-09-01": True, "2027-10-22": True, "2027-10-23": False}


@pytest.mark.parametrize(("day", "warned"), WITHIN_A_WEEK.items())
def test_who_measures_within_a_week_of_a_season_is_warned(desk: NewDesk, day: str, warned: bool) -> None:
    with time_machine.travel(f"{day}T08:00:00Z", tick=True):
        shown = desk("lead", language="en").get("/admin/seasonal/baseline/measure/").text
    assert ("in these days there was Oktoberfest 2027" in shown) == warned

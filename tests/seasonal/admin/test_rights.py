"""Every door, and who may go through it."""

from collections.abc import Callable

import pytest

from seasonal.models import (
    Baseline,
    BurstBaseline,
    Campaign,
    CapacityPlan,
    DatabaseLimit,
    FleetSize,
    HourlyPrice,
    OperatingProfile,
    Region,
    RegionShare,
    Season,
    TargetUtilisation,
)
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.doors import EVERYONE, FROM_ADMINISTRATOR, FROM_LEAD, FROM_VIEWER
from tests.seasonal.admin.scene import campaign, plan, season

pytestmark = pytest.mark.django_db
FIGURES = (
    Baseline,
    BurstBaseline,
    Campaign,
    CapacityPlan,
    DatabaseLimit,
    FleetSize,
    HourlyPrice,
    OperatingProfile,
    Region,
    RegionShare,
    Season,
    TargetUtilisation,
)
BASE = "/admin/seasonal"
Doors = dict[str, tuple[Callable[[], str], tuple[str | None, ...]]]
SEEN: Doors = {
    "year": (lambda: f"{BASE}/season/year/", FROM_VIEWER),
    "season": (lambda: f"{BASE}/season/{season().pk}/change/", FROM_VIEWER),
    "calculator": (lambda: f"{BASE}/capacityplan/calculator/", FROM_VIEWER),
    "plan": (lambda: f"{BASE}/capacityplan/{plan().pk}/change/", FROM_VIEWER),
    **{
        f"list of {model._meta.model_name}": (
            lambda name=model._meta.model_name: f"{BASE}/{name}/",  # type: ignore[misc]
            FROM_VIEWER,
        )
        for model in FIGURES
    },
}
CHANGED: Doors = {
    "new season": (lambda: f"{BASE}/season/add/", FROM_LEAD),
    "edit season": (lambda: f"{BASE}/season/{season().pk}/edit/", FROM_LEAD),
    "copy season": (lambda: f"{BASE}/season/{season().pk}/copy/", FROM_LEAD),
    "copy year": (lambda: f"{BASE}/season/year/2027/copy/", FROM_LEAD),
    "open season": (lambda: f"{BASE}/season/{season().pk}/step/open/", FROM_LEAD),
    "activate season": (lambda: f"{BASE}/season/{season().pk}/activate/", FROM_LEAD),
    "roll back season": (lambda: f"{BASE}/season/{season().pk}/rollback/", FROM_LEAD),
    "take over profile": (lambda: f"{BASE}/season/{season().pk}/profile/", FROM_LEAD),
    "new profile": (lambda: f"{BASE}/operatingprofile/add/", FROM_LEAD),
    "new campaign": (lambda: f"{BASE}/campaign/add/", FROM_LEAD),
    "delete campaign": (lambda: f"{BASE}/campaign/{campaign().pk}/delete/", FROM_LEAD),
    "new baseline": (lambda: f"{BASE}/baseline/add/", FROM_LEAD),
    "upload baselines": (lambda: f"{BASE}/baseline/upload/", FROM_LEAD),
    "measure baselines": (lambda: f"{BASE}/baseline/measure/", FROM_LEAD),
    "new burst": (lambda: f"{BASE}/burstbaseline/add/", FROM_LEAD),
    "new price": (lambda: f"{BASE}/hourlyprice/add/", FROM_LEAD),
    "new target": (lambda: f"{BASE}/targetutilisation/add/", FROM_LEAD),
    "new limit": (lambda: f"{BASE}/databaselimit/add/", FROM_LEAD),
    "new region": (lambda: f"{BASE}/region/add/", FROM_LEAD),
    "new shares": (lambda: f"{BASE}/regionshare/add/", FROM_LEAD),
    "enter actual": (lambda: f"{BASE}/capacityplan/{plan().pk}/actual/", FROM_LEAD),
    "fetch actuals": (lambda: f"{BASE}/capacityplan/{plan().pk}/fetch/", FROM_LEAD),
    "approve size": (lambda: f"{BASE}/fleetsize/add/", FROM_ADMINISTRATOR),
}
NEVER = ("season", "operatingprofile", "baseline", "fleetsize", "hourlyprice")


@pytest.mark.parametrize("role", EVERYONE)
def test_a_role_goes_through_its_doors_and_no_other(desk: NewDesk, role: str | None) -> None:
    someone = desk(role)
    found = {name: someone.get(path()).status for name, (path, _roles) in (SEEN | CHANGED).items()}
    expected = {name: 200 if role in roles else 403 for name, (_path, roles) in (SEEN | CHANGED).items()}
    assert found == expected


@pytest.mark.parametrize("role", EVERYONE)
def test_a_role_changes_what_is_its_own_and_nothing_else(desk: NewDesk, role: str | None) -> None:
    someone = desk(role)
    refused = {name for name, (path, _roles) in CHANGED.items() if someone.post(path(), {}).status == 403}
    assert refused == {name for name, (_path, roles) in CHANGED.items() if role not in roles}


@pytest.mark.parametrize("role", EVERYONE)
def test_saving_a_plan_takes_the_right_to_plan(desk: NewDesk, role: str | None) -> None:
    sent = {"season": str(season().pk), "name": "Mine"}
    assert desk(role).post(f"{BASE}/capacityplan/calculator/", sent).status == (302 if role in FROM_LEAD else 403)


@pytest.mark.parametrize("name", NEVER)
def test_what_others_refer_to_is_never_deleted(desk: NewDesk, name: str) -> None:
    assert desk("superuser").get(f"{BASE}/{name}/1/delete/").status == 403


def test_figures_of_other_territories_are_not_seen(desk: NewDesk) -> None:
    swiss = desk("lead", territories=["CH"])
    german = Baseline.objects.get(territory="DE", workload="queries")
    assert {row[0] for row in swiss.get(f"{BASE}/baseline/").listing} == {"Switzerland"}
    assert swiss.get(f"{BASE}/baseline/{german.pk}/change/").status == 302  # Django's way of saying: not found
    assert swiss.get(f"{BASE}/regionshare/add/", "territory=DE").status == 404


def test_a_plan_of_other_territories_is_not_seen(desk: NewDesk) -> None:
    swiss = desk("lead", territories=["CH"])
    made = plan()
    assert swiss.get(f"{BASE}/capacityplan/{made.pk}/change/").status == 404
    assert swiss.get(f"{BASE}/capacityplan/{made.pk}/actual/").status == 404

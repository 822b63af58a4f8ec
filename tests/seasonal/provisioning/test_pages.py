"""Preparing a season in the admin: begun by a lead, worked on in the background, approved, taken home."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine

from seasonal.models import FleetSize, Provisioning, Season, SeasonState
from seasonal.services.provisioning import begin_provisioning, provision
from seasonal.services.scaling import render_year
from seasonal.tasks import provision_season, resume_provisionings_of_seasons
from tests.factories import UserFactory
from tests.leads.admin.conftest import NewDesk, desk
from tests.leads.admin.desk import Desk
from tests.leads.admin.doors import EVERYONE, FROM_ADMINISTRATOR, FROM_LEAD, FROM_VIEWER
from tests.seasonal.provisioning.scene import opened

__all__ = ["desk"]
pytestmark = pytest.mark.django_db
BASE = "/admin/seasonal"


@pytest.fixture(autouse=True)
def six_weeks_before() -> Iterator[None]:
    """The day on which the season is opened."""
    with time_machine.travel("2027-07-21T07:00:00Z", tick=True):
        yield


@pytest.fixture
def lead(desk: NewDesk) -> Desk:
    """Someone who plans seasons, of all territories, who reads English."""
    return desk("lead", language="en")


@pytest.fixture
def boss(desk: NewDesk) -> Desk:
    """Someone who approves sizes."""
    return desk("administrator", language="en")


def begun(desk: Desk, one: Season) -> Provisioning:
    assert desk.post(f"{BASE}/provisioning/begin/{one.pk}/", {}).status == 302
    return Provisioning.objects.get(season=one)


def page_of(row: Provisioning) -> str:
    return f"{BASE}/provisioning/{row.pk}/change/"


def refreshes(desk: Desk, row: Provisioning) -> bool:
    return any(each.get("http-equiv") == "refresh" for each in desk.get(page_of(row)).root.iter("meta"))


def test_from_the_seasons_page_to_the_files(lead: Desk, boss: Desk) -> None:
    one = opened()
    assert f"{BASE}/provisioning/begin/{one.pk}/" in lead.get(f"{BASE}/season/{one.pk}/change/").links
    assert "Sizes that want more than was approved: 1." in lead.get(f"{BASE}/provisioning/begin/{one.pk}/").text
    row = begun(lead, one)
    shown = lead.get(page_of(row))
    assert "running" in shown.text
    assert "0 of 5" in shown.text
    assert refreshes(lead, row)

    provision_season.apply(args=(row.pk,))
    shown = lead.get(page_of(row))
    assert "waiting for an approval" in shown.text
    assert "freshops-commands-at" in shown.text
    assert not refreshes(lead, row)
    assert f"{BASE}/provisioning/{row.pk}/approve/" not in shown.links
    assert f"{BASE}/provisioning/{row.pk}/approve/" in boss.get(page_of(row)).links

    refused = boss.post(f"{BASE}/provisioning/{row.pk}/approve/", {"sizes": "raise", "reason": ""})
    assert (refused.status, list(refused.errors)) == (422, ["reason"])
    approval = {"sizes": "raise", "reason": "Budget of July"}
    refused = boss.post(f"{BASE}/provisioning/{row.pk}/approve/", approval)
    assert (refused.status, list(refused.errors.values())) == (422, [[
        "What is wanted has changed since you looked. Nothing was approved: look at the numbers again."
    ]])  # fmt: skip
    (seen,) = [each.get("value") for each in refused.root.iter("input") if each.get("name") == "seen"]
    assert boss.post(f"{BASE}/provisioning/{row.pk}/approve/", {**approval, "seen": seen}).status == 302
    assert FleetSize.objects.get(kind="oktoberfest").cap == 3

    resume_provisionings_of_seasons.apply()  # the worker that was told has died: the clock goes on with it
    shown = lead.get(page_of(row))
    assert "5 of 5" in shown.text
    assert "8,760 hours simulated" in shown.text
    assert "Budget of July" in shown.text
    sent = lead.get(page_of(row), "archive").response
    with ZipFile(BytesIO(sent.content)) as archive:
        taken = {name: archive.read(name).decode() for name in archive.namelist()}
    assert taken == {f"k8s-2027/{name}": text for name, text in render_year(2027).items()}
    assert "kind: ScaledObject" in lead.get(page_of(row), "file=2027/freshops-queries-de.yaml").text


def test_manifests_of_now_are_validated_and_simulated(lead: Desk) -> None:
    page = f"{BASE}/provisioning/manifests/{opened().pk}/"
    shown = lead.get(page)
    assert "8,760 hours simulated" in shown.text
    assert "at most 222 in use, at least 66 left" in shown.text
    assert "freshops-commands-at" in shown.text
    assert lead.get(page, "file=2027/freshops-beat.yaml").status == 200
    assert lead.get(page, "archive").response["Content-Type"] == "application/zip"


@pytest.mark.parametrize("asked", ["file=2027/nothing.yaml", "file=next/freshops-beat.yaml", "file="])
def test_a_file_that_there_is_not_is_not_found(lead: Desk, asked: str) -> None:
    assert lead.get(f"{BASE}/provisioning/manifests/{opened().pk}/", asked).status == 404


def test_it_can_be_cancelled_while_it_is_under_way(lead: Desk) -> None:
    row = begun(lead, opened())
    assert lead.post(f"{BASE}/provisioning/{row.pk}/cancel/", {}).status == 302
    assert "cancelled" in lead.get(page_of(row)).text
    lead.post(f"{BASE}/provisioning/{row.pk}/cancel/", {})
    assert lead.get(page_of(row)).messages == ["It is not under way any more."]


def test_a_season_that_is_only_planned_is_not_prepared(lead: Desk) -> None:
    one = opened(state=SeasonState.PLANNED)
    lead.post(f"{BASE}/provisioning/begin/{one.pk}/", {})
    shown = lead.get(f"{BASE}/season/{one.pk}/change/")
    assert shown.messages == ["Open the season first: only then it is prepared."]
    assert f"{BASE}/provisioning/begin/{one.pk}/" not in shown.links


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_do_what(desk: NewDesk, role: str | None) -> None:
    one, author = opened(), UserFactory.create(role="lead")
    row = begin_provisioning(season=one, actor=author)
    provision(row.pk)
    doors = {
        f"{BASE}/provisioning/": FROM_VIEWER,
        page_of(row): FROM_VIEWER,
        f"{BASE}/provisioning/manifests/{one.pk}/": FROM_VIEWER,
        f"{BASE}/provisioning/begin/{one.pk}/": FROM_LEAD,
        f"{BASE}/provisioning/{row.pk}/approve/": FROM_ADMINISTRATOR,
        f"{BASE}/provisioning/{row.pk}/cancel/": FROM_LEAD,
    }
    someone = desk(role)
    assert {path: someone.get(path).status for path in doors} == {
        path: 200 if role in roles else 403 for path, roles in doors.items()
    }
    changing = [path for path in doors if path.endswith(("approve/", "cancel/")) or "begin" in path]
    refused = {path for path in changing if someone.post(path, {}).status == 403}
    assert refused == {path for path in changing if role not in doors[path]}


def test_who_sees_one_territory_alone_does_not_see_what_is_made_for_all(desk: NewDesk) -> None:
    one = opened()
    swiss = desk("lead", territories=["CH"])
    assert swiss.get(f"{BASE}/provisioning/manifests/{one.pk}/").status == 403
    assert swiss.get(f"{BASE}/provisioning/begin/{one.pk}/").status == 403
    assert not {
        each for each in swiss.get(f"{BASE}/season/{one.pk}/change/").links if "/provisioning/manifests" in each
    }

"""The load of the moment against what is planned, and what is said where nobody measures it."""

from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

import pytest
from pytest_django.fixtures import Settings

from operations.warroom.measured import Silence, forget_measured, measured_now
from seasonal.models import Campaign, FleetSize, TargetUtilisation
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Page
from tests.leads.admin.document import by_id, words
from tests.operations.warroom.scene import NOON, oktoberfest, opened, room_of
from tests.seasonal.prometheus_server import free_port, serving

pytestmark = pytest.mark.django_db


def shown(desk: NewDesk) -> Page:
    page = desk("viewer").get(room_of(opened()))
    assert page.status == 200
    return page


def route(page: Page, territory: str, workload: str) -> list[str]:
    return next(row for row in page.table("load") if row[0] == f"{territory} {workload}")


def bars(page: Page, ident: str) -> list[Element]:
    picture = next(each for each in page.root.iter("svg") if each.get("aria-labelledby", "").startswith(f"{ident}-"))
    return [each for each in picture.iter("rect") if "load" in each.get("class", "").split()]


@pytest.mark.usefixtures("noon")
def test_without_a_prometheus_it_says_so_and_shows_what_is_planned(desk: NewDesk) -> None:
    page = shown(desk)
    assert "No measured load: no Prometheus is known here. Set PROMETHEUS_URL." in page.text
    _name, load, latency, replicas = route(page, "Germany", "Queries")
    assert load.startswith("not measured")
    # By hand: 40 requests a second, and the factor of Germany is 4.
    assert load.endswith("planned: 160/s now, 160/s at the peak (4 × 40/s)")
    assert latency == "– not measured · goal: 300 ms"
    assert replicas == "6 / 6 ready: not known"
    assert bars(page, "load-de-queries") == []


@pytest.mark.usefixtures("noon")
def test_a_prometheus_that_is_away(desk: NewDesk, settings: Settings) -> None:
    settings.PROMETHEUS_URL = f"http://127.0.0.1:{free_port()}"
    page = shown(desk)
    assert "No measured load: Prometheus does not answer." in page.text
    assert "PROMETHEUS_URL" in page.text
    assert settings.PROMETHEUS_URL not in page.text
    assert route(page, "Austria", "Commands")[1].startswith("not measured")


@pytest.mark.usefixtures("noon", "prometheus")
def test_what_is_measured_stands_against_the_plan_the_goal_and_what_was_approved(desk: NewDesk) -> None:
    page = shown(desk)
    assert "No measured load" not in page.text
    _name, load, latency, replicas = route(page, "Germany", "Queries")
    assert load.startswith("20/s")
    # 10 % take longer than 300 ms, up to 750: the slowest 5 % begin in the middle of these.
    assert latency == "525 ms goal: 300 ms"
    assert replicas == "6 / 6 5 ready"
    (bar,) = bars(page, "load-de-queries")
    assert bar.get("class") == "load good"


@pytest.mark.usefixtures("noon", "prometheus")
def test_more_than_is_planned_is_said_by_its_colour(desk: NewDesk) -> None:
    page = shown(desk)
    _name, load, latency, _replicas = route(page, "Austria", "Queries")
    assert load.startswith("10/s")  # of 9 that are planned: above, and not by a fifth
    assert latency == "190 ms goal: 400 ms"
    (bar,) = bars(page, "load-at-queries")
    assert bar.get("class") == "load warning"


@pytest.mark.usefixtures("noon", "prometheus")
def test_no_load_is_not_an_unknown_one(desk: NewDesk) -> None:
    page = shown(desk)
    _name, load, latency, replicas = route(page, "Switzerland", "Queries")
    assert load.startswith("0/s")
    assert latency == "– no request in 5 min · goal: 350 ms"
    assert replicas.endswith("0 ready")  # others are there, this one is gone
    assert route(page, "Switzerland", "Commands")[1].startswith("not measured")


def test_the_picture_says_in_words_what_it_shows(desk: NewDesk) -> None:
    page = shown(desk)
    assert words(by_id(page.root, "load-de-queries-title")) == "Load: Germany, Queries"
    assert words(by_id(page.root, "load-de-queries-desc")).startswith("not measured; planned: ")


@pytest.mark.usefixtures("noon")
def test_what_the_model_wants_beyond_what_was_approved(desk: NewDesk) -> None:
    FleetSize.objects.filter(territory="DE", workload="queries").update(cap=4)
    assert route(shown(desk), "Germany", "Queries")[3].startswith("6 / 4 2 more than approved")


@pytest.mark.usefixtures("noon")
def test_the_peak_counts_campaigns_too(desk: NewDesk) -> None:
    Campaign.objects.create(
        name="Wiesn", territory="DE", burst=Decimal(3), ratio=Decimal(25),
        starts_at=NOON.replace(day=20), ends_at=NOON.replace(day=21),
    )  # fmt: skip
    assert "160/s now, 240/s at the peak (6 × 40/s)" in route(shown(desk), "Germany", "Queries")[1]


def test_what_nothing_can_be_planned_from_is_told(desk: NewDesk) -> None:
    season = opened()
    TargetUtilisation.objects.all().delete()
    page = desk("viewer").get(room_of(season))
    assert page.status == 200
    assert "A target utilisation or the limit of the database is missing." in page.text


def test_it_asks_once_in_a_while(prometheus: None, settings: Settings) -> None:
    first = measured_now()
    assert measured_now() is first
    forget_measured()
    assert measured_now() is not first
    settings.PROMETHEUS_URL = ""
    assert measured_now().silence is Silence.UNSET


def test_a_prometheus_that_knows_nothing_of_us(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = "# TYPE other gauge\nother 1 1700000000\n# EOF\n"
    with serving(tmp_path_factory.mktemp("empty"), other) as url:
        settings.PROMETHEUS_URL = url
        assert measured_now().silence is Silence.EMPTY


def test_outside_of_the_season_too(desk: NewDesk) -> None:
    season = oktoberfest()
    assert season.starts_on > date(2027, 1, 1)
    assert desk("viewer").get(room_of(season)).status == 200

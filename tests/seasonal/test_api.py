"""The calendar over HTTP: who may read it, and what is in it."""

import pytest

from seasonal.models import Season
from tests.api.client import Api, problem
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PATH = "/seasons/calendar.ics"


def api(role: str | None, territories: tuple[str, ...] = ("DE", "CH", "AT")) -> Api:
    return Api(UserFactory.create(role=role, language="en", territories=list(territories)))


@pytest.mark.parametrize("role", ["viewer", "clerk", "lead", "administrator"])
def test_who_sees_seasons_reads_the_calendar(role: str) -> None:
    answer = api(role).get(PATH)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"


def test_who_has_no_role_does_not() -> None:
    problem(api(None).get(PATH), 403, "permission_denied")


def test_a_parameter_that_nobody_reads_is_told() -> None:
    assert api("viewer").get(f"{PATH}?year=2027").status_code == 400


def test_every_season_is_in_it_with_its_factors() -> None:
    text = api("viewer").get(PATH).content.decode().replace("\r\n ", "")
    season = Season.objects.get(kind="oktoberfest", starts_on__year=2027)
    assert f"UID:season-{season.pk}@freshops" in text
    assert "DE 4 ×\\, CH 1.5 ×\\, AT 1.5 ×" in text


def test_factors_are_those_of_own_territories() -> None:
    text = api("viewer", ("CH",)).get(PATH).content.decode()
    assert "DE 4" not in text

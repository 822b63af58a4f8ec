"""Choosing a season on the page of a key figure: it sets the time, for the territories that feel it."""

from datetime import UTC, date, datetime

import pytest

from seasonal.models import Season
from tests.leads.admin.desk import Page
from tests.leads.admin.document import by_id, words
from tests.leads.admin.doors import EVERYONE, FROM_VIEWER
from tests.operations.kpis.desks import OVERVIEW, desk, samples

pytestmark = pytest.mark.django_db

SUCCESS = f"{OVERVIEW}sample_success/"
SHOWN = "from=2026-05-04&until=2026-05-10&bucket=week"


def season(kind: str, year: int) -> Season:
    return Season.objects.get(kind=kind, starts_on__year=year)


def field(page: Page, name: str) -> str | None:
    """What stands in an input."""
    return by_id(page.root, f"period-{name}").get("value")


def dates(page: Page) -> tuple[str | None, str | None]:
    """From and until, as they stand in the form."""
    return field(page, "from"), field(page, "until")


def offered(page: Page) -> list[str]:
    """The seasons of the list, without its first line."""
    return [words(option) for option in by_id(page.root, "period-season").iter("option")][1:]


def chosen(page: Page, name: str = "season") -> list[str]:
    """What is selected."""
    options = by_id(page.root, f"period-{name}").iter("option")
    return [words(option) for option in options if option.get("selected") is not None]


def test_a_season_sets_the_time() -> None:
    samples("DE", delivered=9, failed=1, ended=datetime(2025, 10, 15, 12, tzinfo=UTC))
    samples("DE", delivered=0, failed=10, ended=datetime(2025, 10, 16, 12, tzinfo=UTC))  # the day after

    page = desk().get(SUCCESS, f"season={season('oktoberfest', 2025).pk}&bucket=month")
    assert page.status == 200
    assert dates(page) == ("2025-09-01", "2025-10-15")
    assert [row[:2] for row in page.table("values")] == [["September 2025", "–"], ["October 2025", "90 %"]]
    assert chosen(page) == ["Oktoberfest 2025"]


def test_the_newest_comes_first_with_its_year_and_none_is_chosen_at_first() -> None:
    Season.objects.create(kind="ski", starts_on=date(2028, 12, 15), ends_on=date(2029, 3, 31))
    page = desk().get(SUCCESS)

    assert offered(page)[0] == "Ski season 2028/29"
    ours = [name for name in offered(page) if name.startswith(("Christmas", "Oktoberfest", "Asparagus"))]
    assert ours[:4] == ["Christmas 2027", "Oktoberfest 2027", "Asparagus 2027", "Christmas 2026"]
    assert chosen(page) == ["Own dates"]


def test_of_a_territory_there_are_the_seasons_that_it_feels() -> None:
    Season.objects.create(kind="ski", starts_on=date(2028, 12, 15), ends_on=date(2029, 3, 31))  # planned nowhere yet
    everywhere, swiss = (desk().get(SUCCESS, query) for query in ("", "territory=CH"))

    assert "Asparagus 2026" in offered(everywhere)
    assert offered(swiss)[:3] == ["Ski season 2028/29", "Christmas 2027", "Oktoberfest 2027"]
    assert not [name for name in offered(swiss) if "Asparagus" in name]
    assert offered(desk(territories=["CH"]).get(SUCCESS)) == offered(swiss)


def test_season_and_territory_together() -> None:
    ended = datetime(2025, 10, 1, 12, tzinfo=UTC)
    samples("DE", delivered=10, failed=0, ended=ended)
    samples("CH", delivered=5, failed=5, ended=ended)

    page = desk().get(SUCCESS, f"season={season('oktoberfest', 2025).pk}&territory=CH&bucket=month")
    assert [row[1] for row in page.table("values")] == ["–", "50 %"]
    assert chosen(page, "territory") == ["Switzerland"]


def test_it_counts_whatever_dates_stood_there_before() -> None:
    """As the form is sent when somebody has chosen a season and nothing else."""
    page = desk().get(SUCCESS, f"{SHOWN}&dates=2026-05-04/2026-05-10&season={season('oktoberfest', 2025).pk}")
    assert dates(page) == ("2025-09-01", "2025-10-15")
    assert field(page, "dates") == "2025-09-01/2025-10-15"


def test_it_is_remembered_and_follows_the_plan() -> None:
    pk = season("oktoberfest", 2025).pk
    query = f"from=2025-09-01&until=2025-10-15&dates=2025-09-01/2025-10-15&bucket=week&season={pk}"
    assert chosen(desk().get(SUCCESS, query)) == ["Oktoberfest 2025"]

    Season.objects.filter(pk=pk).update(ends_on=date(2025, 10, 20))
    assert dates(desk().get(SUCCESS, query)) == ("2025-09-01", "2025-10-20")


def test_whoever_changes_the_dates_means_the_dates() -> None:
    pk = season("oktoberfest", 2025).pk
    page = desk().get(SUCCESS, f"from=2025-09-20&until=2025-10-15&dates=2025-09-01/2025-10-15&bucket=week&season={pk}")
    assert dates(page) == ("2025-09-20", "2025-10-15")
    assert chosen(page) == ["Own dates"]


@pytest.mark.parametrize("unknown", ["999999", "oktoberfest", "-1", "1 OR 1"])
def test_a_season_that_there_is_not_is_refused(unknown: str) -> None:
    page = desk().get(SUCCESS, f"season={unknown}")
    assert page.status == 400
    assert "Season: There is no such season any more. Choose one of the list." in page.text
    assert "fact_samples" in page.text  # how it is computed is told all the same


def test_a_season_that_a_territory_does_not_feel_is_refused() -> None:
    page = desk().get(SUCCESS, f"season={season('asparagus', 2026).pk}&territory=CH")
    assert page.status == 400
    assert "“Asparagus 2026” is not a season of Switzerland. Choose one of the list." in page.text


def test_too_fine_steps_for_a_season_are_refused() -> None:
    page = desk().get(SUCCESS, f"season={season('christmas', 2026).pk}&bucket=hour")
    assert page.status == 400
    assert "That would be 1464 values; at most 400 are shown." in page.text


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_see_the_figure_may_choose(role: str | None) -> None:
    page = desk(role).get(SUCCESS, f"season={season('oktoberfest', 2025).pk}")
    if role in FROM_VIEWER:
        assert (page.status, chosen(page)) == (200, ["Oktoberfest 2025"])
    else:
        assert page.status == 403
        assert "Oktoberfest" not in page.text

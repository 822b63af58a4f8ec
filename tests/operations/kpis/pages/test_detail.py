"""One key figure over time, as people choose it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from operations.kpis.models import KpiTarget
from operations.kpis.registry import KPIS
from operations.runbooks.models import Contact
from tests.leads.admin.desk import Page
from tests.leads.admin.document import by_id, words
from tests.operations.kpis.desks import OVERVIEW, desk, samples

pytestmark = pytest.mark.django_db

SUCCESS = f"{OVERVIEW}sample_success/"
NOON = datetime(2026, 10, 25, 12, tzinfo=UTC)


def values(page: Page) -> dict[str, tuple[str, ...]]:
    """The table of values, by time."""
    return {row[0]: tuple(row[1:]) for row in page.table("values")}


def test_by_day_with_targets_verdicts_and_cases() -> None:
    samples("DE", delivered=9, failed=1, ended=NOON)

    page = desk().get(SUCCESS, "from=2026-10-24&until=2026-10-26&bucket=day")
    assert [row[1:] for row in page.table("values")] == [
        ["–", "at least 85 %", "no samples", "0"],
        ["90 %", "at least 85 %", "met", "10"],
        ["–", "at least 85 %", "no samples", "0"],
    ]


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)])
def test_a_day_has_its_hours(day: str, hours: int) -> None:
    page = desk().get(SUCCESS, f"from={day}&until={day}&bucket=hour")
    assert len(page.table("values")) == hours


def test_the_hour_that_there_is_twice_has_its_name() -> None:
    for minute, failed in (
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 0),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 9),
    ):
        samples("DE", delivered=10 - failed, failed=failed, ended=minute)

    rows = desk().get(SUCCESS, "from=2026-10-25&until=2026-10-25&bucket=hour").table("values")
    twice = {row[0].rpartition(" ")[2]: row[1] for row in rows if "02:00" in row[0]}
    assert twice == {"CEST": "100 %", "CET": "10 %"}


def test_weeks_begin_on_mondays_and_months_on_their_first() -> None:
    weeks = desk().get(SUCCESS, "from=2026-10-07&until=2026-10-20&bucket=week").table("values")
    assert len(weeks) == 3  # from Wednesday 7, from Monday 12, from Monday 19
    months = desk().get(SUCCESS, "from=2026-01-31&until=2026-03-01&bucket=month").table("values")
    assert [row[0] for row in months] == ["January 2026", "February 2026", "March 2026"]


def test_the_target_changes_where_a_season_begins() -> None:
    rows = desk().get(SUCCESS, "from=2026-08-31&until=2026-09-01&bucket=day").table("values")
    assert [row[2] for row in rows] == ["at least 85 %", "at least 80 %"]


def test_a_season_is_a_band_and_a_line_of_words() -> None:
    page = desk().get(SUCCESS, "from=2026-08-01&until=2026-10-31&bucket=day")
    assert 'class="season"' in page.response.content.decode()
    assert "Oktoberfest" in page.text


def test_targets_over_time_for_who_may_see_them() -> None:
    KpiTarget.objects.create(
        kpi="sample_success", territory="CH", valid_from=date(2026, 10, 20), target=Decimal("0.95")
    )
    query = "from=2026-10-19&until=2026-10-20&bucket=day&territory=CH"

    lead = desk("lead").get(SUCCESS, query)
    assert [row[2] for row in lead.table("values")] == ["at least 85 %", "at least 95 %"]
    assert lead.table("targets")[0][1:] == ["Switzerland", "any", "at least 95 %"]
    assert 'id="targets"' not in desk().get(SUCCESS, query).response.content.decode()


def test_by_territory_and_one_territory() -> None:
    samples("DE", delivered=10, failed=0, ended=NOON)
    samples("CH", delivered=0, failed=10, ended=NOON)
    query = "from=2026-10-25&until=2026-10-25&bucket=day"

    page = desk().get(SUCCESS, query)
    assert [row[:2] for row in page.table("by-territory")] == [
        ["Germany", "100 %"],
        ["Switzerland", "0 %"],
        ["Austria", "–"],
    ]
    assert [row[1] for row in page.table("values")] == ["50 %"]
    swiss = desk().get(SUCCESS, f"{query}&territory=CH")
    assert [row[1] for row in swiss.table("values")] == ["0 %"]


def test_of_other_territories_nothing_is_told() -> None:
    samples("DE", delivered=10, failed=0, ended=NOON)
    swiss, query = desk(territories=["CH"]), "from=2026-10-25&until=2026-10-25&bucket=day"

    assert [row[1] for row in swiss.get(SUCCESS, query).table("values")] == ["–"]
    assert [row[1] for row in swiss.get(SUCCESS, f"{query}&territory=DE").table("values")] == ["–"]
    two = desk(territories=["CH", "AT"]).get(SUCCESS, f"{query}&territory=DE")
    assert two.status == 400


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("from=2026-10-26&until=2026-10-25&bucket=day", "The last day is before the first one."),
        ("from=2026-01-01&until=2026-10-25&bucket=hour", "That would be 7152 values; at most 400 are shown."),
        ("from=1999-12-31&until=2026-10-25&bucket=month", "Choose a day of the years 2000 to 2099."),
        ("from=9999-12-31&until=9999-12-31&bucket=day", "Choose a day of the years 2000 to 2099."),
        ("from=yesterday&until=2026-10-25&bucket=day", "Enter a valid date."),
        ("from=2026-10-25&until=2026-10-25&bucket=year", "Select a valid choice."),
        ("territory=FR", "Select a valid choice."),
    ],
)
def test_wrong_input_is_refused_in_words(query: str, told: str) -> None:
    page = desk().get(SUCCESS, query)
    assert page.status == 400
    assert told in page.text
    assert "fact_samples" in page.text  # how it is computed is told all the same


def test_formula_statement_and_owner() -> None:
    Contact.objects.create(role="sales-operations", name="Luca Meier", phone="+41 44 1", email="")

    page = desk().get(SUCCESS)
    assert "samples delivered / samples delivered, failed or lost" in page.text
    assert "FROM fact_samples" in page.text
    assert "Sales operations" in page.text
    assert "Luca Meier" in page.text


def test_the_picture_has_words_for_it() -> None:
    samples("DE", delivered=9, failed=1, ended=NOON)
    samples("DE", delivered=1, failed=1, ended=NOON.replace(day=24))

    page = desk().get(SUCCESS, "from=2026-10-24&until=2026-10-26&bucket=day")
    told = words(by_id(page.root, "series-desc"))
    assert told == "2 values from 50 % to 90 %, the last 90 %; 0 miss the target."


@pytest.mark.parametrize("name", sorted(KPIS))
def test_each_opens_where_there_is_nothing(name: str) -> None:
    page = desk("superuser").get(f"{OVERVIEW}{name}/")
    assert page.status == 200
    assert by_id(page.root, "values") is not None


def test_usually_the_present_is_the_end() -> None:
    page = desk().get(SUCCESS)
    assert by_id(page.root, "period-until").get("value") == f"{timezone.localdate():%Y-%m-%d}"


def test_there_is_none_of_another_name() -> None:
    assert desk().get(f"{OVERVIEW}samples/").status == 404

"""The year, a season's page, planning, copying, and taking a season a step further."""

from datetime import date
from decimal import Decimal

import pytest

from seasonal.models import Campaign, FleetSize, RegionShare, Season, SeasonState
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk
from tests.seasonal.admin.scene import campaign, season

pytestmark = pytest.mark.django_db
SEASONS, YEAR = "/admin/seasonal/season/", "/admin/seasonal/season/year/"


def page_of(one: Season, part: str = "change") -> str:
    return f"{SEASONS}{one.pk}/{part}/"


def test_the_year_says_in_a_table_what_the_picture_shows(planner: Desk) -> None:
    campaign()
    shown = planner.get(YEAR, "year=2027")
    rows = {row[0]: row[1:] for row in shown.table("seasons")}
    assert rows["Oktoberfest 2027"][2:] == ["4 ×", "1.5 ×", "1.5 ×"]
    assert shown.table("overlaps")[0][0] == "Christmas 2027 / Skisaison Österreich 2027/28"
    (row,) = shown.table("campaigns")
    assert row[0] == "Wiesn-Mailing"
    assert row[3:] == ["20 %", "2.5 ×", "1.3 ×"]


def test_a_season_over_new_year_is_in_both_years(planner: Desk) -> None:
    for year in (2027, 2028):
        assert any("Skisaison" in row[0] for row in planner.get(YEAR, f"year={year}").table("seasons"))


@pytest.mark.parametrize("year", ["1999", "x", "99999", "-1"])
def test_a_year_that_there_is_not(planner: Desk, year: str) -> None:
    assert planner.get(YEAR, f"year={year}").status == 404


def test_the_year_is_drawn_with_few_queries(planner: Desk, django_assert_max_num_queries: object) -> None:
    planner.get(YEAR, "year=2027")
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        planner.get(YEAR, "year=2027")


def test_a_season_says_which_factor_won_with_the_arithmetic(planner: Desk) -> None:
    rows = {row[0]: row[1:] for row in planner.get(page_of(season())).table("factors")}
    steps, overall, winner = rows["Germany"]
    assert "Bayern 16 % × 6 + Baden-Württemberg 13 % × 2 + übriges Deutschland 71 % × 2 = 2.64" in steps
    assert "assumption" in steps
    assert (overall, winner) == ("4 ×", "4 × overall")
    assert rows["Switzerland"][1:] == ["–", "1.5 × regions"]


def test_a_season_is_planned_with_its_uplifts_and_hours(planner: Desk) -> None:
    sent = {
        "kind": "wine",
        "name": "Weinlese",
        "starts_on": "2027-09-20",
        "ends_on": "2027-10-31",
        "overall_factor": "2",
        "is_peak": "on",
        "note": "",
        "starts_by": "DATE",
        "ends_by": "DATE",
        "uplifts-TOTAL_FORMS": "1",
        "uplifts-INITIAL_FORMS": "0",
        "uplifts-0-region": str(RegionShare.objects.get(region__code="bavaria").region_id),
        "uplifts-0-percent": "120",
        "hours-TOTAL_FORMS": "1",
        "hours-INITIAL_FORMS": "0",
        "hours-0-territory": "DE",
        "hours-0-from_hour": "7",
        "hours-0-to_hour": "19",
    }
    answer = planner.post(f"{SEASONS}add/", sent)
    assert answer.status == 302, answer.errors
    made = Season.objects.get(kind="wine")
    assert (str(made.state), made.overall_factor) == ("PLANNED", Decimal(2))
    assert [str(each) for each in made.hours.all()] == ["DE 07–19"]


def test_an_hour_that_a_night_lacks_is_refused_in_words(planner: Desk) -> None:
    sent = {
        "kind": "wine",
        "starts_on": "2027-09-20",
        "ends_on": "2027-10-31",
        "starts_by": "DATE",
        "ends_by": "DATE",
        "uplifts-TOTAL_FORMS": "0",
        "uplifts-INITIAL_FORMS": "0",
        "hours-TOTAL_FORMS": "1",
        "hours-INITIAL_FORMS": "0",
        "hours-0-territory": "DE",
        "hours-0-from_hour": "2",
        "hours-0-to_hour": "19",
    }
    answer = planner.post(f"{SEASONS}add/", sent)
    assert answer.status == 200
    assert "spring" in answer.text
    assert not Season.objects.filter(kind="wine").exists()


def test_kinds_are_offered_by_their_names(planner: Desk) -> None:
    shown = planner.get(SEASONS).text
    assert "Ski season" in shown
    assert "Asparagus" in shown
    assert "asparagus" not in shown


def test_opening_asks_first_and_then_does(planner: Desk) -> None:
    one = season()
    step = page_of(one, "step/open")
    assert "Open" in planner.get(step).text
    one.refresh_from_db()
    assert one.state == SeasonState.PLANNED

    planner.post(step, {"confirm": "1"})
    one.refresh_from_db()
    assert one.state == SeasonState.OPEN


def test_a_step_out_of_turn_changes_nothing(planner: Desk) -> None:
    one = season()
    shown = planner.post(page_of(one, "step/over"), {"confirm": "1"}, follow=True)
    one.refresh_from_db()
    assert one.state == SeasonState.PLANNED
    assert len(shown.messages) == 1


def test_a_copy_shows_the_days_first(planner: Desk) -> None:
    ski = season("ski")
    shown = planner.get(page_of(ski, "copy"))
    assert shown.comparison["Last day"] == ("17 Apr 2028", "2 Apr 2029 hangs on Easter")
    assert not Season.objects.filter(starts_on__year=2028, kind="ski").exists()

    planner.post(page_of(ski, "copy"), {"confirm": "1"})
    assert Season.objects.get(kind="ski", starts_on__year=2028).ends_on == date(2029, 4, 2)


def test_a_whole_year_is_shown_first_and_copied_then(planner: Desk) -> None:
    campaign()
    Campaign.objects.create(
        name="Schnee", territory="AT", starts_at="2028-02-01T08:00Z", ends_at="2028-02-02T08:00Z", burst=2, ratio=20
    )
    copy = f"{SEASONS}year/2027/copy/"
    assert copy in planner.get(f"{SEASONS}year/", "year=2027").links
    shown = planner.get(copy)
    assert shown.comparison["Skisaison Österreich"] == (
        "4 Dec 2027 – 17 Apr 2028", "4 Dec 2028 – 2 Apr 2029 hangs on Easter",
    )  # fmt: skip
    assert "Campaign Wiesn-Mailing (DE)" in shown.comparison
    assert "Campaign Schnee (AT)" not in shown.comparison
    assert "The campaign “Schnee (AT)” begins in 2028. It is copied with that year." in shown.text
    assert not Season.objects.filter(starts_on__year=2028).exists()

    planner.post(copy, {"confirm": "1"})
    assert Season.objects.filter(starts_on__year=2028).count() == 4
    again = planner.get(copy)
    assert "“Christmas 2028” is there already, and stays as it is." in again.text
    assert planner.post(copy, {"confirm": "1"}, follow=True).messages == [
        "There is nothing in 2027 that could be copied."
    ]


def test_a_year_that_there_is_not_is_not_copied(planner: Desk) -> None:
    assert planner.get(f"{SEASONS}year/2100/copy/").status == 404


def test_a_season_that_is_over_is_not_edited(planner: Desk) -> None:
    assert planner.get(page_of(season(year=2024), "edit")).status == 302


def test_shares_are_set_together(planner: Desk) -> None:
    path = "/admin/seasonal/regionshare/add/?territory=DE"
    sent = {
        "valid_from": "2027-01-01",
        "share-bavaria": "40",
        "share-baden-wuerttemberg": "20",
        "share-rest-of-germany": "30",
        "source": "CRM",
    }
    assert planner.post(path, sent).status == 422
    assert planner.post(path, {**sent, "share-rest-of-germany": "40"}).status == 302
    row = RegionShare.objects.get(region__code="bavaria", valid_from=date(2027, 1, 1))
    assert (row.percent, row.is_assumption, row.source) == (Decimal(40), False, "CRM")


def test_who_approved_a_size_is_kept(desk: NewDesk) -> None:
    boss = desk("administrator", language="en")
    sent = {
        "territory": "DE",
        "workload": "queries",
        "kind": "christmas",
        "valid_from": "2027-01-01",
        "floor": "2",
        "cap": "12",
        "rate_per_replica": "80",
        "p95_ms": "300",
        "note": "",
    }
    assert boss.post("/admin/seasonal/fleetsize/add/", sent).status == 302
    assert FleetSize.objects.get(cap=12).approved_by == boss.user


def test_fewer_at_most_than_at_least_is_refused_at_its_field(desk: NewDesk) -> None:
    sent = {
        "territory": "DE",
        "workload": "queries",
        "kind": "",
        "valid_from": "2027-01-01",
        "floor": "3",
        "cap": "2",
        "rate_per_replica": "80",
        "p95_ms": "300",
        "note": "",
    }
    assert list(desk("administrator", language="en").post("/admin/seasonal/fleetsize/add/", sent).errors) == ["cap"]


def test_a_campaign_is_entered_with_german_numbers(desk: NewDesk) -> None:
    sent = {
        "name": "Spargel-Aktion",
        "territory": "DE",
        "starts_at_0": "12.04.2027",
        "starts_at_1": "08:00",
        "ends_at_0": "16.04.2027",
        "ends_at_1": "18:00",
        "burst": "2,5",
        "ratio": "20",
    }
    answer = desk("lead", language="de").post("/admin/seasonal/campaign/add/", sent)
    assert answer.status == 302, answer.errors

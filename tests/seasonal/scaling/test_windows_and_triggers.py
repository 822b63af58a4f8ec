"""The triggers of a year say what the windows say: for every hour, DST days included."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seasonal.scaling.simulation import Difference, TriggerError, differences, fire_times
from seasonal.scaling.triggers import triggers_for
from seasonal.scaling.windows import Window, WindowError, replicas_wanted
from tests.effort import tries
from tests.seasonal.scaling.sizes import daily

BERLIN = ZoneInfo("Europe/Berlin")
OKTOBERFEST = daily("oktoberfest", date(2027, 9, 1), date(2027, 10, 15), (8, 20), 6)
CHRISTMAS = daily("christmas", date(2027, 11, 1), date(2027, 12, 31), (8, 20), 6)
ASPARAGUS = daily("asparagus", date(2027, 4, 1), date(2027, 6, 30), (7, 18), 4)


def scaled(windows: list[Window], year: int, *, least: int = 2, most: int = 6) -> dict[str, Any]:
    triggers = triggers_for(windows, year=year, timezone="Europe/Berlin")
    return {
        "spec": {
            "minReplicaCount": least,
            "maxReplicaCount": most,
            "triggers": [trigger.manifest() for trigger in triggers],
        }
    }


def model(windows: list[Window], *, least: int = 2, most: int = 6) -> Callable[[datetime], int]:
    return lambda at: replicas_wanted(windows, at=at, zone=BERLIN, floor=least, cap=most)


def checked(windows: list[Window], year: int, manifest: dict[str, Any]) -> list[Difference]:
    begin, end = (datetime(each, 1, 1, tzinfo=BERLIN).astimezone(UTC) for each in (year, year + 1))
    return differences(manifest, model(windows), begin, end)


def test_a_season_is_cut_where_its_months_are_not_whole() -> None:
    found = [(t.name, t.start, t.end) for t in triggers_for([OKTOBERFEST, CHRISTMAS], year=2027, timezone="UTC")]
    assert found == [
        ("oktoberfest-2027-9", "0 8 * 9 *", "0 20 * 9 *"),
        ("oktoberfest-2027-10", "0 8 1-15 10 *", "0 20 1-15 10 *"),
        ("christmas-2027-11to12", "0 8 * 11-12 *", "0 20 * 11-12 *"),
    ]


def test_a_year_of_seasons_is_what_the_model_wants_in_every_hour() -> None:
    windows = [OKTOBERFEST, CHRISTMAS, ASPARAGUS]
    assert checked(windows, 2027, scaled(windows, 2027)) == []


def test_a_season_over_new_year_is_in_the_manifests_of_both_years() -> None:
    ski = daily("ski", date(2026, 12, 20), date(2027, 3, 28), (8, 20), 3)  # ends on a day of 23 hours
    for year in (2026, 2027):
        assert checked([ski], year, scaled([ski], year)) == []


@pytest.mark.parametrize("field", ["start", "end", "desiredReplicas"])
def test_one_trigger_that_is_edited_shows(field: str) -> None:
    manifest = scaled([OKTOBERFEST], 2027)
    edited = {"start": "0 9 * 9 *", "end": "0 21 * 9 *", "desiredReplicas": "5"}[field]
    manifest["spec"]["triggers"][0]["metadata"][field] = edited

    assert len(checked([OKTOBERFEST], 2027, manifest)) in {30, 30 * 12}


def test_the_triggers_of_last_year_show_when_the_dates_have_moved() -> None:
    moved = daily("oktoberfest", date(2028, 9, 3), date(2028, 10, 17), (8, 20), 6)
    assert len(checked([moved], 2028, scaled([OKTOBERFEST], 2027))) == 4 * 12


def test_windows_that_overlap_give_the_larger() -> None:
    campaign = daily("campaign", date(2027, 9, 10), date(2027, 9, 12), (6, 10), 5)
    assert checked([OKTOBERFEST, campaign], 2027, scaled([OKTOBERFEST, campaign], 2027)) == []
    assert model([OKTOBERFEST, campaign])(datetime(2027, 9, 10, 9, tzinfo=BERLIN)) == 6
    assert model([OKTOBERFEST, campaign])(datetime(2027, 9, 10, 7, tzinfo=BERLIN)) == 5


def test_a_window_across_midnight_is_refused() -> None:
    with pytest.raises(WindowError, match="midnight"):
        daily("night", date(2027, 9, 1), date(2027, 9, 2), (20, 4), 2)


def test_a_nightly_trigger_of_a_month_would_stay_open_all_year() -> None:
    """Why such windows are refused, shown by the simulation."""
    manifest = scaled([], 2027)
    night = {"timezone": "Europe/Berlin", "start": "0 20 * 9 *", "end": "0 4 * 9 *", "desiredReplicas": "6"}
    manifest["spec"]["triggers"] = [{"type": "cron", "metadata": night}]
    assert len(checked([], 2027, manifest)) > 8000


def test_days_of_the_week_beside_days_of_the_month_are_refused() -> None:
    with pytest.raises(TriggerError, match="or"):
        list(fire_times("0 8 1-15 9 1-5", BERLIN, datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)))


@pytest.mark.parametrize(("from_hour", "to_hour"), [(2, 5), (0, 2)])
def test_an_hour_that_a_night_in_spring_does_not_have_is_refused(from_hour: int, to_hour: int) -> None:
    with pytest.raises(WindowError, match="spring"):
        daily("early", date(2027, 3, 1), date(2027, 4, 2), (from_hour, to_hour), 2)


def test_a_trigger_at_that_hour_would_stay_open_until_the_next_day() -> None:
    """Why it is refused, shown by the simulation."""
    manifest = scaled([], 2027)
    early = {"timezone": "Europe/Berlin", "start": "0 2 * 3 *", "end": "0 5 * 3 *", "desiredReplicas": "6"}
    manifest["spec"]["triggers"] = [{"type": "cron", "metadata": early}]
    given = {each.at for each in checked([], 2027, manifest)}
    assert datetime(2027, 3, 27, 12, tzinfo=UTC) in given
    assert datetime(2027, 3, 26, 12, tzinfo=UTC) not in given


OPEN_HOURS = [hour for hour in range(24) if hour != 2]


@st.composite
def seasons(draw: st.DrawFn) -> Window:
    first = draw(st.dates(date(2026, 6, 1), date(2028, 6, 30)))
    last = draw(st.dates(first, date(2028, 12, 31)))
    from_hour, to_hour = sorted(draw(st.lists(st.sampled_from(OPEN_HOURS), min_size=2, max_size=2, unique=True)))
    return daily("season", first, last, (from_hour, to_hour), draw(st.integers(1, 8)))


@settings(max_examples=tries(20))
@given(st.lists(seasons(), max_size=3))
def test_whatever_the_seasons_the_triggers_say_the_same(windows: list[Window]) -> None:
    assert checked(windows, 2027, scaled(windows, 2027)) == []

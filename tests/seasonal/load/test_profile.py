"""Which regions ask how much in a season: computed by hand."""

from datetime import date
from decimal import Decimal

import pytest

from seasonal.load.profile import parts_of
from seasonal.planning.calendar import Hours, PlannedSeason, SeasonCalendar, Shares

D = Decimal
SHARES = [
    Shares("DE", date(2024, 1, 1), [("bavaria", "Bayern", D("0.25")), ("rest", "übrige", D("0.75"))], False),
    Shares("AT", date(2024, 1, 1), [("austria", "Österreich", D(1))], False),
]
RATES = {"DE": D(8), "AT": D(2)}


def season(overall: str | None, **uplifts: int) -> PlannedSeason:
    percents = {code: D(percent) for code, percent in uplifts.items()}
    hours = {"DE": Hours(8, 20)}
    day = date(2027, 9, 1)
    return PlannedSeason(1, "oktoberfest", "Oktoberfest", day, day, D(overall) if overall else None, percents, hours)


def shares(season: PlannedSeason, kind: str) -> dict[str, Decimal]:
    found = parts_of(SeasonCalendar([season], SHARES, []), season, RATES)
    return {part.region: getattr(part, kind) for part in found}


def test_at_the_normal_load_regions_ask_as_their_shares_say() -> None:
    assert shares(season(None), "normal") == {"bavaria": D("0.2"), "rest": D("0.6"), "austria": D("0.2")}


def test_in_a_season_a_region_asks_as_much_more_as_it_is_uplifted() -> None:
    """2 × 6 = 12 of Bavaria, 6 of the rest, 2 of Austria: 20 in all."""
    assert shares(season(None, bavaria=500), "season") == {"bavaria": D("0.6"), "rest": D("0.3"), "austria": D("0.1")}


def test_where_the_overall_factor_won_regions_keep_their_proportions() -> None:
    """Germany 8 × 4 = 32, of it two thirds Bavaria's (12 of 18); Austria 2."""
    found = shares(season("4", bavaria=500), "season")
    assert found["bavaria"] == pytest.approx(D(32) * 2 / 3 / 34)
    assert found["austria"] == pytest.approx(D(2) / 34)


def test_all_parts_are_the_whole() -> None:
    for kind in ("normal", "season"):
        assert sum(shares(season("4", bavaria=500, austria=50), kind).values()) == pytest.approx(D(1))

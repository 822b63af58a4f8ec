"""A calendar for tests: the shares and seasons that the product begins with, in 2027."""

from datetime import date
from decimal import Decimal

from seasonal.planning.calendar import Hours, PlannedCampaign, PlannedSeason, SeasonCalendar, Shares

GERMANY = Shares(
    "DE",
    date(2024, 1, 1),
    [
        ("bavaria", "Bayern", Decimal("0.16")),
        ("baden", "Baden-Württemberg", Decimal("0.13")),
        ("rest", "übriges Deutschland", Decimal("0.71")),
    ],
    is_assumption=True,
)
AUSTRIA = Shares("AT", date(2024, 1, 1), [("austria", "Österreich", Decimal(1))], is_assumption=False)
DAY, SHORT = Hours(8, 20), Hours(9, 18)


def season(kind: str, first: date, last: date, overall: str | None = None, **uplifts: str) -> PlannedSeason:
    return PlannedSeason(
        1,
        kind,
        f"{kind} {first.year}",
        first,
        last,
        None if overall is None else Decimal(overall),
        {code: Decimal(percent) for code, percent in uplifts.items()},
        {"DE": DAY, "AT": SHORT},
    )


OKTOBERFEST = season(
    "oktoberfest", date(2027, 9, 1), date(2027, 10, 15), "4", bavaria="500", baden="100", rest="100", austria="50"
)
CHRISTMAS = season(
    "christmas", date(2027, 11, 1), date(2027, 12, 31), "5", bavaria="300", baden="300", rest="300", austria="300"
)
SKI = season("ski", date(2027, 12, 4), date(2028, 4, 17), austria="100")


def calendar(*seasons: PlannedSeason, campaigns: tuple[PlannedCampaign, ...] = ()) -> SeasonCalendar:
    return SeasonCalendar(seasons, [GERMANY, AUSTRIA], campaigns)

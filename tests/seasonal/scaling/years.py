"""Two years as they could come: seasons that overlap, and campaigns over nights, New Year and the change of clocks."""

from datetime import datetime
from zoneinfo import ZoneInfo

from seasonal.models import Campaign, FleetSize, Season, SeasonHours, Uplift
from seasonal.models import Region as RegionRow

YEARS = (2026, 2027)
BERLIN = ZoneInfo("Europe/Berlin")
# Name, territory, from, until, burst factor, reach in percent.
CAMPAIGNS = (
    ("Neujahr", "DE", "2026-12-30 22:30", "2027-01-02 06:15", "4", "50"),
    ("Wiesn-Auftakt", "DE", "2027-09-17 21:00", "2027-09-20 09:30", "2", "40"),
    ("Frühling", "AT", "2027-03-27 23:10", "2027-03-28 03:40", "6", "80"),
    ("Zeitumstellung", "CH", "2026-10-25 00:20", "2026-10-25 02:20", "9", "90"),
    ("Mittag", "CH", "2026-12-08 11:15", "2026-12-08 13:45", "3", "60"),
    ("Spargel-Tage", "DE", "2026-04-10 00:00", "2026-04-13 00:00", "3", "100"),
    ("Zweite Welle", "DE", "2027-09-18 12:00", "2027-09-18 16:00", "3", "70"),
)


def nightly() -> None:
    """Campaigns over nights: New Year, and the one in spring that has no 2 o'clock."""
    campaigns({"Neujahr", "Frühling"})


def campaigns(names: set[str]) -> None:
    """Some of the campaigns."""
    for name, territory, first, last, burst, ratio in (each for each in CAMPAIGNS if each[0] in names):
        begin, end = (datetime.fromisoformat(each).replace(tzinfo=BERLIN) for each in (first, last))
        Campaign.objects.create(name=name, territory=territory, starts_at=begin, ends_at=end, burst=burst, ratio=ratio)


def eventful() -> None:
    """All campaigns, a season that overlaps another of a smaller factor in other hours, and sizes approved for it."""
    campaigns({each[0] for each in CAMPAIGNS})
    season = Season.objects.create(kind="harvest", starts_on="2027-09-10", ends_on="2027-11-10", overall_factor="2.5")
    SeasonHours.objects.create(season=season, territory="DE", from_hour=5, to_hour=11)
    SeasonHours.objects.create(season=season, territory="CH", from_hour=16, to_hour=23)
    region = RegionRow.objects.get(code="switzerland")
    Uplift.objects.create(season=season, region=region, percent=250)
    FleetSize.objects.create(
        territory="DE", workload="queries", kind="harvest", valid_from="2027-01-01", floor=2, cap=8,
        rate_per_replica=80, p95_ms=300,
    )  # fmt: skip

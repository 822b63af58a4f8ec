"""What seasons are planned with at first; from then on it is kept in the admin.

Shares, baselines, bursts, prices and the uplift of the ski season are suppositions, and say so in the data.
"""

from datetime import date
from typing import Any, ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

from core.walltime import berlin_wall

FIRST = date(2024, 1, 1)
OVERALL = {"asparagus": "3", "oktoberfest": "4", "christmas": "5"}
REGIONS = (
    ("DE", "bavaria", "Bayern", "16"),
    ("DE", "baden-wuerttemberg", "Baden-Württemberg", "13"),
    ("DE", "rest-of-germany", "übriges Deutschland", "71"),
    ("CH", "switzerland", "Schweiz", "100"),
    ("AT", "austria", "Österreich", "100"),
)
SUPPOSED = "Annahme: Anteil an der Bevölkerung, gerundet. Durch den Anteil an den Bestellungen ersetzen."
WHOLE = "Das Gebiet hat eine Region."
UPLIFTS = {
    "asparagus": {"baden-wuerttemberg": "200"},
    "oktoberfest": {
        "bavaria": "500",
        "baden-wuerttemberg": "100",
        "rest-of-germany": "100",
        "switzerland": "50",
        "austria": "50",
    },
    "christmas": {code: "300" for _territory, code, _name, _share in REGIONS},
}
HOURS = {
    "asparagus": (("DE", 7, 18),),
    "oktoberfest": (("DE", 8, 20), ("CH", 9, 18), ("AT", 9, 18)),
    "christmas": (("DE", 8, 20), ("CH", 9, 18), ("AT", 9, 18)),
}
UTILISATION = {
    "app": ("60", "55", "50"),
    "workers": ("75", "70", "65"),
    "database": ("70", "65", "60"),
}
# Territory, workload, at rest, at most, requests a second a replica; at most in the asparagus season.
SIZES = (
    ("DE", "queries", 2, 6, "80", 4),
    ("CH", "queries", 1, 4, "60", None),
    ("AT", "queries", 1, 3, "40", None),
    ("DE", "commands", 1, 4, "30", 3),
    ("CH", "commands", 1, 3, "20", None),
    ("AT", "commands", 1, 2, "15", None),
)
# Territory, workload, requests a second, seconds each. An instance works on 8 at a time (a process of 8 threads).
BASELINES = (
    ("DE", "queries", "40", "0.1", "8", "80"),
    ("CH", "queries", "8", "0.1", "8", "60"),
    ("AT", "queries", "6", "0.1", "8", "40"),
    ("DE", "commands", "8", "0.15", "8", "30"),
    ("CH", "commands", "2", "0.15", "8", "20"),
    ("AT", "commands", "1.5", "0.15", "8", "15"),
)
MADE_UP = "Annahme, bis gemessen wird"
BURSTS = (("reminders", 2000, "0", "0.25"), ("events", 5000, "2", "0.1"))
PRICES = (("queries", "0.08"), ("commands", "0.08"), ("worker", "0.05"))


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    def model(name: str) -> Any:
        return apps.get_model("seasonal", name).objects

    regions = {}
    for territory, code, name, share in REGIONS:
        regions[code] = model("Region").create(territory=territory, code=code, name=name)
        is_part = share != "100"
        model("RegionShare").create(
            region=regions[code],
            valid_from=FIRST,
            percent=share,
            is_assumption=is_part,
            source=SUPPOSED if is_part else WHOLE,
        )
    today = berlin_wall(timezone.now()).date()
    for season in model("Season").filter(kind__in=OVERALL):
        season.overall_factor = OVERALL[season.kind]
        if season.ends_on < today:
            season.state = "OVER"
        elif season.starts_on <= today:
            season.state = "ACTIVE"
        season.save(update_fields=["overall_factor", "state"])
        _details(model, season, UPLIFTS[season.kind], HOURS[season.kind], regions)
    ski = model("Season").create(
        kind="ski",
        name="Skisaison Österreich",
        starts_on=date(2027, 12, 4),
        ends_on=date(2028, 4, 17),
        ends_by="EASTER",
        is_peak=False,
        note="Beispiel einer Saison über Neujahr, bis Ostermontag. Tage und Zuschlag prüfen.",
    )
    _details(model, ski, {"austria": "100"}, (("AT", 9, 18),), regions)
    _figures(model)


def _details(model: Any, season: Any, uplifts: Any, hours: Any, regions: Any) -> None:
    for code, percent in uplifts.items():
        model("Uplift").create(season=season, region=regions[code], percent=percent)
    for territory, from_hour, to_hour in hours:
        model("SeasonHours").create(season=season, territory=territory, from_hour=from_hour, to_hour=to_hour)


def _figures(model: Any) -> None:
    for tier, percents in UTILISATION.items():
        for kind, percent in zip(("asparagus", "oktoberfest", "christmas"), percents, strict=True):
            model("TargetUtilisation").create(tier=tier, kind=kind, percent=percent)
        model("TargetUtilisation").create(tier=tier, kind="", percent=percents[0])
    for territory, workload, floor, cap, rate, asparagus in SIZES:
        size = {"territory": territory, "workload": workload, "valid_from": FIRST, "floor": floor}
        model("FleetSize").create(**size, cap=cap, rate_per_replica=rate)
        if asparagus is not None:
            model("FleetSize").create(**size, kind="asparagus", cap=asparagus, rate_per_replica=rate)
    for territory, workload, rate, seconds, concurrency, per_instance in BASELINES:
        model("Baseline").create(
            territory=territory,
            workload=workload,
            rate=rate,
            seconds=seconds,
            concurrency=concurrency,
            per_instance=per_instance,
            measured_on=FIRST,
            source="ASSUMPTION",
            note=MADE_UP,
        )
    for queue, pieces, rate, seconds in BURSTS:
        model("BurstBaseline").create(
            queue=queue,
            pieces=pieces,
            rate=rate,
            seconds=seconds,
            measured_on=FIRST,
            source="ASSUMPTION",
            note=MADE_UP,
        )
    for resource, euros in PRICES:
        model("HourlyPrice").create(resource=resource, valid_from=FIRST, euros=euros, source=MADE_UP)
    model("DatabaseLimit").create(
        valid_from=FIRST, max_connections=500, reserved=20, per_queries=9, per_commands=9, per_worker=2
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("seasonal", "0004_shares_and_plans"),
    ]
    operations: ClassVar = [migrations.RunPython(fill, migrations.RunPython.noop)]

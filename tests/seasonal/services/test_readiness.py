"""What is missing before a season: everything is made ready, then one thing at a time is taken away."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from core.models import User
from core.version import version
from seasonal.models import (
    Baseline,
    DrillRecord,
    FleetSize,
    FreezeWindow,
    LoadTest,
    ManifestFile,
    Milestone,
    Provisioning,
    ProvisioningState,
    Season,
)
from seasonal.readiness import ReadinessFailure, read_failures
from seasonal.services.evidence import record_drill
from seasonal.services.provisioning import begin_provisioning, provision
from seasonal.services.readiness import readiness_of
from seasonal.services.seasons import open_season
from tests.factories import UserFactory
from tests.seasonal.provisioning.scene import approve

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 7, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_summer() -> Iterator[None]:
    """Before any milestone of the season is due, told in English."""
    with time_machine.travel(NOW, tick=True), override("en"):
        yield


@pytest.fixture
def boss() -> User:
    made: User = UserFactory.create(role="administrator")
    return made


@pytest.fixture
def season(boss: User) -> Season:
    """The Oktoberfest, open: with a playbook and a freeze, and nothing else."""
    found = Season.objects.get(kind="oktoberfest", starts_on__year=2027)
    open_season(season=found, actor=boss)
    return found


@pytest.fixture
def ready(season: Season, boss: User) -> Season:
    """Nothing is missing."""
    row = begin_provisioning(season=season, actor=boss)
    provision(row.pk)
    row.refresh_from_db()
    if row.state == ProvisioningState.WAITING:
        approve(row, boss, raise_sizes=True)
        provision(row.pk)
    assert Provisioning.objects.get(pk=row.pk).state == ProvisioningState.DONE
    LoadTest.objects.create(
        season=season,
        scale=5,
        rate=100,
        passed=True,
        version=version(),
        machine="test",
        evidence={"seconds": 120},
        ran_at=timezone.now() - timedelta(hours=1),
    )
    record_drill(actor=boss, kind="RESTORE", on=date(2027, 7, 1), evidence="Restored in 20 minutes")
    return season


def failures(season: Season, at: datetime | None = None) -> list[str]:
    return [each.code for each in readiness_of(season, at or timezone.now())]


def test_of_a_season_that_was_only_opened_nearly_everything_is_missing(season: Season) -> None:
    found = failures(season)
    assert {"plan_missing", "manifests_missing", "load_test", "drill"} <= {*found}
    assert "freeze" not in found
    assert found.index("drill") > found.index("load_test")  # what is worst first


def newer_baseline() -> None:
    old = Baseline.objects.filter(territory="AT", workload="queries").latest("measured_on")
    old.pk = None
    old.measured_on = NOW.date() + timedelta(days=1)
    old.save()


def smaller_sizes() -> None:
    FleetSize.objects.filter(territory="DE", workload="queries").update(floor=1, cap=2)


def edited_manifest() -> None:
    ManifestFile.objects.filter(name__contains="queries-at").update(text="edited")


def manifests_of_another_year() -> None:
    ManifestFile.objects.update(year=2026)


def no_drill() -> None:
    DrillRecord.objects.all().delete()


def no_freeze() -> None:
    FreezeWindow.objects.update(starts_at=NOW)
    FreezeWindow.objects.update(ends_at=NOW + timedelta(days=1))


def late_milestone() -> None:
    Milestone.objects.filter(code="forecast").update(due_on=NOW.date())


TAKEN_AWAY = {
    newer_baseline: {"plan_outdated"},
    smaller_sizes: {"sizes_short", "manifests_stale"},
    edited_manifest: {"manifests_stale"},
    manifests_of_another_year: {"manifests_stale"},
    no_drill: {"drill"},
    no_freeze: {"freeze"},
    late_milestone: {"milestones_late"},
}


def test_everything_is_ready_until_one_thing_is_taken_away(ready: Season) -> None:
    assert failures(ready) == []
    found, expected = {}, {}
    for take_away, codes in TAKEN_AWAY.items():
        with transaction.atomic():
            take_away()
            found[take_away.__name__] = {each.code for each in readiness_of(ready, NOW + timedelta(days=1))}
            expected[take_away.__name__] = codes
            transaction.set_rollback(True)
    assert found == expected


def test_sizes_that_are_too_small_say_which_and_how_much(season: Season) -> None:
    smaller_sizes()
    (short,) = [each for each in readiness_of(season, NOW) if each.code == "sizes_short"]
    assert short.blocking
    assert re.search(r"freshops-queries-de \d > 2", short.text)


@pytest.mark.parametrize("change", [{"passed": False}, {"version": "0.0.1"}, {"scale": 3}])
def test_a_load_test_that_proves_nothing(season: Season, change: dict[str, object]) -> None:
    proof = {"scale": 5, "passed": True, "version": version(), **change}
    LoadTest.objects.create(
        season=season, rate=9, machine="test", evidence={"seconds": 120}, ran_at=timezone.now(), **proof
    )
    assert "load_test" in failures(season, timezone.now())


def test_what_is_kept_reads_the_same_in_each_language(season: Season) -> None:
    found = readiness_of(season, NOW)
    again = read_failures([each.kept() for each in found])
    assert [each.text for each in again] == [each.text for each in found]
    assert all(each.what_to_do for each in again)


def test_what_has_no_words_any_more_is_passed_over() -> None:
    kept = ReadinessFailure("drill", blocking=False, params={"detail": {"en": "None."}}).kept()
    assert [each.text for each in read_failures([kept | {"code": "gone"}, kept])] == ["None."]

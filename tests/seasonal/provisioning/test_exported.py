"""What was exported for a season is ready as long as it is what would be rendered now."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.utils.translation import override

from core.models import User
from seasonal.models import Baseline, ManifestFile, Season
from seasonal.playbooks.scaling_checks import provisioned
from seasonal.services.readiness import readiness_of
from tests.factories import UserFactory
from tests.seasonal.provisioning.scene import opened, prepared

pytestmark = pytest.mark.django_db
AT = datetime(2027, 8, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def six_weeks_before() -> Iterator[None]:
    """The day on which the season is opened, told in English."""
    with time_machine.travel("2027-07-21T07:00:00Z", tick=True), override("en"):
        yield


@pytest.fixture
def boss() -> User:
    made: User = UserFactory.create(role="administrator", language="en")
    return made


def missing(season: Season) -> dict[str, str]:
    """What is not ready of the fleet, by its code, in words."""
    fleet = ("fleet_", "sizes_", "manifests_")
    return {each.code: each.text for each in readiness_of(season, AT) if each.code.startswith(fleet)}


def test_before_it_is_prepared_sizes_and_manifests_are_missing() -> None:
    one = opened()
    assert missing(one) == {
        "sizes_short": "More replicas are wanted than were approved: freshops-commands-at 3 > 2.",
        "manifests_missing": "No manifests have been exported for this season.",
    }
    assert provisioned(one, AT).told()["en"] == "No manifests have been exported for this season."


def test_once_it_is_prepared_nothing_is(boss: User) -> None:
    one = opened()
    prepared(one, boss)
    assert missing(one) == {}
    assert provisioned(one, AT).met is True
    assert "2027-07-21" in provisioned(one, AT).told()["en"]


def test_a_season_that_moved_makes_its_manifests_stale(boss: User) -> None:
    one = opened()
    prepared(one, boss)
    Season.objects.filter(pk=one.pk).update(ends_on="2027-10-17")
    one.refresh_from_db()
    assert set(missing(one)) == {"manifests_stale"}
    assert "2027/freshops-queries-de.yaml" in missing(one)["manifests_stale"]
    assert provisioned(one, AT).met is False


def test_so_do_dates_of_last_year(boss: User) -> None:
    one = opened()
    prepared(one, boss)
    ManifestFile.objects.update(year=2026)
    assert "2026/freshops-beat.yaml" in missing(one)["manifests_stale"]
    assert "2027/freshops-beat.yaml" in missing(one)["manifests_stale"]


def test_what_cannot_be_computed_says_why(boss: User) -> None:
    one = opened()
    prepared(one, boss)
    Baseline.objects.filter(territory="CH", workload="queries").delete()
    assert list(missing(one)) == ["fleet_unknown"]
    assert "CH queries" in missing(one)["fleet_unknown"]
    assert provisioned(one, AT).met is False

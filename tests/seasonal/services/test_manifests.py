"""The files of a season over New Year: those of the year that is over have served; those of another season have not."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from seasonal.models import Baseline, FleetSize, ManifestFile, Season
from seasonal.services.manifests import exported_manifests
from seasonal.services.provisioning import begin_provisioning, provision
from tests.factories import UserFactory
from tests.seasonal.provisioning.scene import opened

pytestmark = pytest.mark.django_db
NEW_YEAR = "2028-01-02T09:00:00Z"


@pytest.fixture
def ski() -> Iterator[Season]:
    """Prepared in October, for both of its years."""
    Baseline.objects.update(measured_on=date(2027, 1, 1))
    FleetSize.objects.update(cap=20)
    with time_machine.travel("2027-10-21T07:00:00Z", tick=True):
        season = opened("ski")
        provision(begin_provisioning(season=season, actor=UserFactory.create(role="lead")).pk)
        yield season


def stale(season: Season) -> list[str]:
    found = exported_manifests(season)
    assert found is not None
    return list(found.stale)


def test_after_new_year_the_files_of_both_years_are_good(ski: Season) -> None:
    assert stale(ski) == []
    with time_machine.travel(NEW_YEAR, tick=True):
        assert stale(ski) == []


def test_after_new_year_those_of_the_present_year_still_have_to_be_fresh(ski: Season) -> None:
    ManifestFile.objects.filter(name="freshops-beat.yaml").update(text="edited")
    assert stale(ski) == ["2027/freshops-beat.yaml", "2028/freshops-beat.yaml"]
    with time_machine.travel(NEW_YEAR, tick=True):
        assert stale(ski) == ["2028/freshops-beat.yaml"]


def test_a_season_that_was_planned_anew_for_the_next_winter_has_last_years_files(ski: Season) -> None:
    Season.objects.filter(pk=ski.pk).update(starts_on="2028-12-02", ends_on="2029-04-02")
    ski.refresh_from_db()
    with time_machine.travel(NEW_YEAR, tick=True):
        found = {each.partition("/")[0] for each in stale(ski)}
    assert found == {"2027", "2028", "2029"}

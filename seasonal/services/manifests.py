"""The manifests that were exported for a season, held against what would be rendered now."""

from collections.abc import Sequence
from dataclasses import dataclass

from seasonal.models import Provisioning, ProvisioningState, Season
from seasonal.services.provisioning import files_by_year, years_of
from seasonal.services.scaling import stale_files


@dataclass(frozen=True, slots=True)
class Exported:
    """The newest preparation that exported files; `stale`: of these, those that are not as wanted now (year/name)."""

    provisioning: Provisioning
    stale: Sequence[str]


def exported_manifests(season: Season) -> Exported | None:
    """None: none were exported for it. Raises PlanRefused.

    Files of another year than the season's are stale; those of a year of it that is over have served.
    """
    done = season.provisionings.filter(state=ProvisioningState.DONE).order_by("-finished_at").first()
    if done is None:
        return None
    files, wanted = files_by_year(done), years_of(season)
    served = {*range(season.starts_on.year, season.ends_on.year + 1)} - {*wanted}
    stale = [
        f"{year}/{name}"
        for year in sorted({*files, *wanted} - served)
        for name in (stale_files(files.get(year, {}), year=year) if year in wanted else sorted(files[year]))
    ]
    return Exported(done, stale)

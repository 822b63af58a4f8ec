"""The fleet of a year: what the model wants, the files that say it, and what is wrong with files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from core.walltime import berlin_wall
from seasonal.querysets.fleet import load_fleet_model
from seasonal.scaling.faults import faults_in
from seasonal.scaling.fleet import Deployment, Shortfall
from seasonal.scaling.model import FleetModel
from seasonal.scaling.proof import Proof, prove
from seasonal.scaling.rendering import Place, render


def today() -> date:
    """The day in Berlin."""
    return berlin_wall(timezone.now()).date()


def fleet_model(year: int) -> FleetModel:
    """The model of a year's fleet, from what is known today. PlanRefused names what is missing."""
    return load_fleet_model(year=year, day=today())


def wanted_fleet(year: int) -> list[Deployment]:
    """The deployments of a year, each with the times at which it is scaled beforehand. Raises PlanRefused."""
    return fleet_model(year).deployments()


def shortfalls_of(year: int) -> list[Shortfall]:
    """What wants more replicas in a year than were approved. Raises PlanRefused."""
    return [short for deployment in wanted_fleet(year) for short in deployment.shortfalls()]


def render_model(model: FleetModel, place: Place | None = None) -> dict[str, str]:
    """File name -> YAML, of a fleet that was loaded."""
    return render(model.deployments(), model.workers_size(), year=model.year, place=place)


def render_year(year: int, place: Place | None = None) -> dict[str, str]:
    """File name -> YAML, of a year's fleet. Raises PlanRefused."""
    return render_model(fleet_model(year), place)


def faults_of(files: Mapping[str, str], *, year: int | None = None) -> list[str]:
    """What is wrong with files: what KEDA would refuse or drop, and dates of another year than `year` (default: any
    that is not over). Each with its file; empty: nothing."""
    return faults_in(files, year=year, this_year=today().year)


@dataclass(frozen=True, slots=True)
class Checked:
    """What files of a year came to; `proof` is None where faults leave nothing to simulate."""

    faults: Sequence[str]
    proof: Proof | None

    @property
    def good(self) -> bool:
        """Whether they may be applied."""
        return not self.faults and self.proof is not None and self.proof.holds


def check_year(files: Mapping[str, str], year: int) -> Checked:
    """Validate files of a year, and simulate each of its hours. Raises PlanRefused."""
    model = fleet_model(year)
    faults = faults_of(files, year=year)
    missing = [name for name in render_model(model) if name not in files]
    faults += [_("%(file)s is missing. Render them again.") % {"file": name} for name in missing]
    return Checked(faults, None if faults else prove(files, model))


def stale_files(files: Mapping[str, str], *, year: int, place: Place | None = None) -> list[str]:
    """The names of files that are not as they would be rendered now: changed, missing, or of nothing. PlanRefused."""
    fresh = render_year(year, place)
    return sorted(name for name in {*files, *fresh} if files.get(name) != fresh.get(name))

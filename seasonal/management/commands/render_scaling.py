"""`manage.py render_scaling [--year Y] [--check]`: writes the manifests of a year's fleet."""

import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError

from core.errors import DomainError
from seasonal.scaling.proof import prove
from seasonal.scaling.rendering import Place, year_of
from seasonal.services.scaling import faults_of, fleet_model, render_model, today

DEPLOY = Path(__file__).parents[3] / "deploy" / "k8s"
USUAL = Place()


class Command(BaseCommand):
    help = "Write the Kubernetes manifests of a year's fleet, from its seasons, campaigns and approved sizes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("--year", type=int, help="default: the year of the files that are there, else this year")
        add("--check", action="store_true", help="write nothing; name the files that are stale, and exit 1 if any is")
        add("--output", type=Path, default=DEPLOY, help="folder to write to (default: deploy/k8s)")
        add("--image", default=USUAL.image, help="image that all of it runs, with its tag")
        add("--prometheus", default=USUAL.prometheus, help="where KEDA asks Prometheus")

    def handle(self, *args: Any, year: int | None, check: bool, output: Path, **options: Any) -> None:
        there = {path.name: path.read_text("utf-8") for path in output.glob("*.yaml")} if output.is_dir() else {}
        year = year or _year_of(there) or today().year
        place = Place(image=options["image"], prometheus=options["prometheus"].rstrip("/"))
        try:
            model = fleet_model(year)
        except DomainError as refused:
            raise CommandError(str(refused)) from refused
        except ProgrammingError as error:
            raise CommandError("Seasons are looked up in the database: run `manage.py migrate` first.") from error
        fresh = render_model(model, place)
        if check:
            wrong = self._tell(there, fresh, output, year)
            sys.exit(1 if wrong else 0)
        faults = faults_of(fresh, year=year)
        if faults:
            raise CommandError("\n".join(faults))
        output.mkdir(parents=True, exist_ok=True)
        for name, text in fresh.items():
            (output / name).write_text(text, "utf-8")
        for name in there.keys() - fresh.keys():
            (output / name).unlink()
        self.stdout.write(f"{len(fresh)} files of {year} written to {output}.")
        proof = prove(fresh, model)
        verdict = "as the model wants them" if proof.holds else "NOT as the model wants them"
        self.stdout.write(f"{proof.hours} hours simulated: {verdict}; connections: {proof.used}, {proof.left} left.")
        for deployment in model.deployments():
            for short in deployment.shortfalls():
                self.stderr.write(f"{short.size.name}: {short}")

    def _tell(self, there: Mapping[str, str], fresh: Mapping[str, str], output: Path, year: int) -> bool:
        """Name what is stale and what is wrong; whether there was anything."""
        stale = sorted(name for name in {*there, *fresh} if there.get(name) != fresh.get(name))
        for name in stale:
            self.stderr.write(f"{output / name} is stale: run `manage.py render_scaling --year {year}`.")
        faults = faults_of(there, year=year)
        for fault in faults:
            self.stderr.write(fault)
        return bool(stale or faults)


def _year_of(files: Mapping[str, str]) -> int | None:
    return max((year for text in files.values() if (year := year_of(text))), default=None)

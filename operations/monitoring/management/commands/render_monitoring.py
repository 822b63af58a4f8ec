"""`manage.py render_monitoring [--check]`: writes what Prometheus, Alertmanager and Grafana are told."""

import sys
from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError

from operations.monitoring.checking import check_objectives
from operations.monitoring.rendering import FOLDERS, Mail, Plan, hastened, render
from operations.monitoring.rules.objectives import ObjectiveUnreachable

OURS = Plan()
DEPLOY = Path(__file__).parents[4] / "deploy"


class Command(BaseCommand):
    help = "Write the configuration of Prometheus, Alertmanager and Grafana, from the rules in operations/monitoring."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("--check", action="store_true", help="write nothing; name the files that are stale, and exit 1 if any is")
        add(
            "--output",
            type=Path,
            default=DEPLOY,
            help="folder to write to (default: deploy)",
        )
        add("--target", default=OURS.target, help="HOST:PORT of /metrics, several separated by commas")
        add("--freshops-url", default=OURS.freshops_url, help="where Alertmanager reaches FreshOps")
        add("--public-url", default=OURS.public_url, help="where people reach it: links to runbooks begin so")
        add("--token-file", default=OURS.token_file, help="file with the token that Alertmanager shows; '': none")
        add("--metrics-token-file", default=OURS.metrics_token_file, help="the same for METRICS_TOKEN and Prometheus")
        add("--alertmanager", default=OURS.alertmanager, help="HOST:PORT of Alertmanager, for Prometheus")
        add("--node-target", default=OURS.node_target, help="HOST:PORT of a node_exporter, if there is one")
        add("--mail-to", help="who gets mail past FreshOps when it is FreshOps that is broken; '': nobody")
        add("--mail-from", help="the sender of that mail")
        add("--smarthost", help="HOST:PORT of the mail server for it")
        add("--evaluation-interval", type=float, metavar="SECONDS", help="how often to scrape and to evaluate")
        add("--hold-factor", type=float, help="shorten (or lengthen) what has to hold, and how long is waited")
        add("--age-factor", type=float, default=1.0, help="shorten the ages from which on something is too old")
        add(
            "--fast",
            action="store_true",
            help="for tests: evaluate every 2 s, hold for a sixtieth, send no mail",
        )

    def handle(self, *args: Any, check: bool, output: Path, **options: Any) -> None:
        try:
            check_objectives()
        except ObjectiveUnreachable as error:
            raise CommandError(str(error)) from error
        except ProgrammingError as error:
            raise CommandError("Targets are looked up in the database: run `manage.py migrate` first.") from error
        files = {output / path: text for path, text in render(_plan(options)).items()}
        gone = {path for name in FOLDERS for path in (output / name).rglob("*") if path.is_file()} - files.keys()
        if check:
            stale = [path for path, text in files.items() if not path.is_file() or path.read_text("utf-8") != text]
            for path in sorted({*stale, *gone}):
                self.stderr.write(f"{path} is stale: run `manage.py render_monitoring`.")
            sys.exit(1 if stale or gone else 0)
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        for path in gone:
            path.unlink()
        self.stdout.write(f"{len(files)} files written to {output}.")


def _plan(options: dict[str, Any]) -> Plan:
    plan = hastened(OURS) if options["fast"] else OURS
    interval, factor = options["evaluation_interval"], options["hold_factor"]
    return Plan(
        target=options["target"],
        freshops_url=options["freshops_url"].rstrip("/"),
        public_url=options["public_url"].rstrip("/"),
        token_file=options["token_file"],
        metrics_token_file=options["metrics_token_file"],
        alertmanager=options["alertmanager"],
        node_target=options["node_target"],
        mail=_mail(options),
        interval=plan.interval if interval is None else timedelta(seconds=interval),
        hold_factor=plan.hold_factor if factor is None else factor,
        age_factor=options["age_factor"],
    )


def _mail(options: dict[str, Any]) -> Mail | None:
    to = options["mail_to"]
    if to == "" or (to is None and options["fast"]):
        return None
    ours = OURS.mail
    assert ours is not None  # noqa: S101  the default names one
    smarthost = options["smarthost"] or ours.smarthost
    local = smarthost.partition(":")[0] in {"127.0.0.1", "localhost"}
    return Mail(to or ours.to, options["mail_from"] or ours.sender, smarthost, require_tls=not local)

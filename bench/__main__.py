"""`python -m bench [--scale small] [--keep] [subject ...]`: all subjects, or those named, and one table."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from bench.figures import Figure, table
from bench.house import own_database
from bench.machine import load, machine
from bench.measure import duration, timed
from bench.sizes import SIZES, Size

SUBJECTS = (
    "protection", "due", "counts", "lists", "holds", "loads", "rebuild", "reminding",
    "eventful", "delivering", "claiming", "ingesting", "serving", "asking", "kpis", "metrics",
)  # fmt: skip
RESULTS = Path(__file__).with_name("results")


def main() -> int:
    """Generate, measure, print and note down; 1 where a promise is broken at full size."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("subjects", nargs="*", choices=[*SUBJECTS, []], metavar="subject", help=", ".join(SUBJECTS))
    parser.add_argument("--scale", choices=SIZES, default="full")
    parser.add_argument("--keep", action="store_true", help="keep the database for the next run")
    arguments = parser.parse_args()
    size = SIZES[arguments.scale]
    with own_database(keep=arguments.keep):
        from bench.generate import generate

        generate(size)
        figures: list[Figure] = []
        for name in arguments.subjects or SUBJECTS:
            figures += _measure(name, size)
    about = f"{size.leads} leads, {size.activities} activities, {size.holds} holds. {machine()}."
    print(f"\n{table(figures)}\n\n{about} Load before the last subject: {load()}.")
    _note(arguments.scale, about, figures)
    return int(arguments.scale == "full" and any(figure.met is False for figure in figures))


def _measure(name: str, size: Size) -> list[Figure]:
    subject: Callable[[Size], list[Figure]] = import_module(f"bench.{name}").figures
    found: list[Figure] = []
    print(f"measuring: {name} (load {load()}) ...", end=" ", flush=True)
    print(duration(timed(lambda: found.extend(subject(size)))))
    for figure in found:  # also where a later subject fails
        print(f"    {' | '.join(figure.cells())}")
    return found


def _note(scale: str, about: str, figures: list[Figure]) -> None:
    RESULTS.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    result = {"at": now.isoformat(), "scale": scale, "about": about, "figures": [asdict(figure) for figure in figures]}
    path = RESULTS / f"{now:%Y%m%dT%H%M%SZ}-{scale}.json"
    path.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())

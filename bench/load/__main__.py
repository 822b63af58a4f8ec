"""`python -m bench.load --season christmas --scale 5`: the normal load, then the season's; what both came to.

Against a FreshOps that runs (`make run`). What is sent follows from its season model, and the result is kept there as
evidence: its own commands tell and take it, in its own data folder.
"""

import locust  # noqa: F401, I001  first of all: it makes threads and sockets light

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.load.arrivals import Profile
from bench.load.figures import Goals, Line, Sample, errors, failures, lines, missed, percentile
from bench.load.installation import Installation
from bench.load.sending import Plan, send
from bench.machine import load, machine
from seasonal.workload import Workload

RESULTS = Path(__file__).parents[1] / "results"
WARM_UP = 10.0
# What the machine carries is looked for above the season's load, in steps of so many seconds, each by so much more.
STEP_SECONDS, STEP, STEPS = 20.0, 1.25, 8


def main() -> int:
    """Send, print, keep; 1 where a threshold was not kept."""
    arguments = _arguments()
    there = Installation(arguments.url)
    model = there.model(arguments.season)
    scale = arguments.scale or model["scale"]
    goals = {(each["territory"], Workload(each["workload"])): each["p95"] for each in model["goals_ms"]}
    territories = {part["region"]: part["territory"] for part in model["parts"]}
    tokens = {region: there.tokens(region, territory) for region, territory in territories.items()}
    leads = {region_of: there.leads(tokens[region][0]) for region, region_of in territories.items()}

    def run(kind: str, rate: float, seconds: float) -> list[Sample]:
        print(f"{rate:.1f} requests a second for {seconds:.0f} s (load {load()}) ...", flush=True)
        shares = {part["region"]: part[kind] for part in model["parts"]}
        return send(Plan(arguments.url, Profile(rate, seconds, WARM_UP), shares, territories, tokens, leads))

    normal = run("normal", arguments.baseline, arguments.normal_seconds)
    _print("Normal load", normal, arguments.normal_seconds, goals)
    rate = arguments.baseline * scale
    season = run("season", rate, arguments.seconds)
    _print(f"{model['name']}, {scale:g} times", season, arguments.seconds, goals)
    wrong = failures(normal, season, goals)
    print("\n".join(["", *wrong] if wrong else ["", "Every threshold was kept."]), flush=True)

    searched: list[dict[str, Any]] = []
    carries = None if missed(season, goals) else rate
    while carries and arguments.search and len(searched) < STEPS:
        following = carries * STEP
        samples = run("season", following, STEP_SECONDS)
        misses = missed(samples, goals)
        searched.append({"rate": following, "p95": percentile(_times(samples), 95), "missed": misses})
        if misses:
            break
        carries = following
    if carries:
        print(f"This machine carries {carries:.0f} requests a second: {carries / arguments.baseline:.1f} times normal.")
    evidence = {
        "at": datetime.now(UTC).isoformat(),
        "version": there.version(),
        "machine": machine(),
        "season": model["season"],
        "plan": model["plan"],
        "scale": scale,
        "baseline": arguments.baseline,
        "rate": rate,
        "seconds": arguments.seconds,
        "parts": model["parts"],
        "normal": _told(normal, goals),
        "peak": _told(season, goals),
        "search": searched,
        "carries": carries,
        "failures": wrong,
    }
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"load-{model['kind']}-{scale:g}x-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json"
    path.write_text(json.dumps(evidence, indent=1, ensure_ascii=False), encoding="utf-8")
    print(f"Written to {path}. {there.keep(evidence)}")
    return int(bool(wrong))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.load", description=__doc__)
    add = parser.add_argument
    add("--season", default="christmas", help="the kind of season: the next one of it (default: christmas)")
    add("--scale", type=float, help="times the normal load (default: the season's factor in the main market)")
    add("--baseline", type=float, default=1.0, help="the normal load, in requests a second (default: 1)")
    add("--seconds", type=float, default=120.0, help="how long the season's load lasts (default: 120)")
    add("--normal-seconds", type=float, default=300.0, help="how long the normal load lasts (default: 300)")
    add("--no-search", dest="search", action="store_false", help="do not look for what the machine carries")
    add("--url", default=f"http://127.0.0.1:{os.environ.get('PORT') or 8000}")
    return parser.parse_args()


def _times(samples: Sequence[Sample]) -> list[float]:
    return [sample.milliseconds for sample in samples]


def _told(samples: Sequence[Sample], goals: Goals) -> dict[str, Any]:
    return {
        "requests": len(samples),
        "p50": percentile(_times(samples), 50),
        "p95": percentile(_times(samples), 95),
        "errors": errors(samples),
        "lines": [{**asdict(line), "met": line.met} for line in lines(samples, goals)],
    }


def _print(title: str, samples: Sequence[Sample], seconds: float, goals: Goals) -> None:
    times, wrong = _times(samples), sum(errors(samples).values())
    print(f"\n{title}: {len(samples)} requests, {len(samples) / seconds:.1f} a second, {wrong} errors, "
          f"P50 {percentile(times, 50):.0f} ms, P95 {percentile(times, 95):.0f} ms")  # fmt: skip
    for line in lines(samples, goals):
        print(f"  {_line(line)}", flush=True)


def _line(line: Line) -> str:
    verdict = "kept" if line.met else "missed"
    return (
        f"{line.workload:9} {line.territory}  {line.requests:6} requests  P50 {line.p50:5.0f} ms  "
        f"P95 {line.p95:5.0f} ms  goal {line.goal} ms: {verdict}"
    )


if __name__ == "__main__":
    sys.exit(main())

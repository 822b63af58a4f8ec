"""`python -m bench.load --season christmas --scale 5`: the normal load, then the season's; what both came to.

Against a FreshOps that runs (`make run`); the tokens are made by its own command, in its own data folder.
"""

import locust  # noqa: F401, I001  first of all: it makes threads and sockets light

import argparse
import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bench.load.arrivals import Profile
from bench.load.figures import Line, Sample, errors, failures, lines, percentile
from bench.load.sending import Plan, send
from bench.machine import load, machine

FACTORS = {"asparagus": 3.0, "oktoberfest": 4.0, "christmas": 5.0}
SHARES = {"DE": 0.7, "CH": 0.18, "AT": 0.12}
ACCOUNTS = 3  # in each territory: none comes near its limit
RESULTS = Path(__file__).parents[1] / "results"
WARM_UP = 10.0
LEADS = 300  # of each territory


def main() -> int:
    """Send, print, note down; 1 where a threshold was not kept."""
    arguments = _arguments()
    scale = arguments.scale or FACTORS[arguments.season]
    tokens = {territory: _tokens(territory) for territory in SHARES}
    leads = {territory: _leads(arguments.url, tokens[territory][0]) for territory in SHARES}
    runs: list[list[Sample]] = []
    for factor, seconds in ((1.0, arguments.normal_seconds), (scale, arguments.seconds)):
        rate = arguments.baseline * factor
        print(f"{rate:.1f} requests a second for {seconds:.0f} s (load {load()}) ...", flush=True)
        profile = Profile(rate, seconds, WARM_UP)
        runs.append(send(Plan(arguments.url, profile, SHARES, tokens, leads)))
    normal, season = runs
    wrong = failures(normal, season)
    _print("Normal load", normal, arguments.normal_seconds)
    _print(f"{arguments.season}, {scale:g} times", season, arguments.seconds)
    print("\n".join(["", *wrong] if wrong else ["", "Every threshold was kept."]))
    _note(arguments, scale, normal, season, wrong)
    return int(bool(wrong))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.load", description=__doc__)
    add = parser.add_argument
    add("--season", choices=FACTORS, default="christmas")
    add("--scale", type=float, help="times the normal load (default: the season's planning factor)")
    add("--baseline", type=float, default=6.0, help="the normal load, in requests a second (default: 6)")
    add("--seconds", type=float, default=120.0, help="how long the season's load lasts (default: 120)")
    add("--normal-seconds", type=float, default=60.0, help="how long the normal load lasts (default: 60)")
    add(
        "--leads", type=int, default=int(os.environ.get("DEMO_LEADS") or 400), help="leads that are asked about: 1 to N"
    )
    add("--url", default=f"http://127.0.0.1:{os.environ.get('PORT') or 8000}")
    return parser.parse_args()


def _tokens(territory: str) -> list[str]:
    return [_token(f"load-{territory.lower()}-{number}", territory) for number in range(ACCOUNTS)]


def _token(name: str, territory: str) -> str:
    groups = [word for group in ("viewer", "integration", "help") for word in ("--group", group)]
    command = ["manage.py", "create_service_token", name, *groups, "--territory", territory, "--days", "1"]
    made = subprocess.run([sys.executable, *command], check=True, stdout=subprocess.PIPE, text=True)
    return made.stdout.strip()


def _leads(url: str, token: str) -> list[int]:
    """The leads that an account sees, a few hundred of them."""
    found: list[int] = []
    following: str | None = f"{url}/api/v1/leads/"
    while following and len(found) < LEADS:
        asked = urllib.request.Request(following, headers={"Authorization": f"Token {token}"})  # noqa: S310
        with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310
            page = json.load(answer)
        found += [lead["id"] for lead in page["results"]]
        following = page["next"]
    return found


def _print(title: str, samples: Sequence[Sample], seconds: float) -> None:
    times = [sample.milliseconds for sample in samples]
    wrong = sum(errors(samples).values())
    print(f"\n{title}: {len(samples)} requests, {len(samples) / seconds:.1f} a second, {wrong} errors, "
          f"P50 {percentile(times, 50):.0f} ms, P95 {percentile(times, 95):.0f} ms")  # fmt: skip
    for line in lines(samples):
        print(f"  {_told(line)}")


def _told(line: Line) -> str:
    verdict = "kept" if line.met else "missed"
    return (
        f"{line.workload:9} {line.territory}  {line.requests:6} requests  P50 {line.p50:5.0f} ms  "
        f"P95 {line.p95:5.0f} ms  goal {line.goal} ms: {verdict}"
    )


def _note(
    arguments: argparse.Namespace, scale: float, normal: list[Sample], season: list[Sample], wrong: list[str]
) -> None:
    RESULTS.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    evidence = {
        "at": now.isoformat(),
        "version": _version(),
        "machine": machine(),
        "plan": {"season": arguments.season, "scale": scale, "baseline": arguments.baseline, "shares": SHARES},
        "normal": [asdict(line) for line in lines(normal)],
        "season": [asdict(line) for line in lines(season)],
        "errors": errors([*normal, *season]),
        "failures": wrong,
    }
    path = RESULTS / f"load-{arguments.season}-{scale:g}x-{now:%Y%m%dT%H%M%SZ}.json"
    path.write_text(json.dumps(evidence, indent=1, ensure_ascii=False), encoding="utf-8")
    print(f"Noted in {path}.")


def _version() -> str:
    asked = subprocess.run(
        ["git", "rev-parse", "HEAD"],  # noqa: S607
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )
    return asked.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main())

"""What a run came to: how fast each workload answered in each territory, and whether that is good enough."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles

from seasonal.workload import Workload

# How much worse 95 % of requests may be at a season's load than at the normal one.
SLOWER_AT_MOST = 1.05

Goals = Mapping[tuple[str, Workload], int]  # (territory, workload) -> milliseconds that 95 % are to keep


@dataclass(frozen=True, slots=True)
class Sample:
    """One request: milliseconds from the instant at which it was meant to start until its answer was there."""

    workload: Workload
    territory: str
    route: str
    milliseconds: float
    error: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A workload in a territory. `p95`: milliseconds; of no requests 0."""

    workload: Workload
    territory: str
    requests: int
    p50: float
    p95: float
    goal: int

    @property
    def met(self) -> bool:
        """Whether 95 % were answered within the goal; of no requests nothing is known."""
        return self.requests > 0 and self.p95 <= self.goal


def lines(samples: Iterable[Sample], goals: Goals) -> list[Line]:
    """A line for each workload and territory that has a goal."""
    times: dict[tuple[str, Workload], list[float]] = defaultdict(list)
    for sample in samples:
        times[sample.territory, sample.workload].append(sample.milliseconds)
    return [
        Line(workload, territory, len(found), percentile(found, 50), percentile(found, 95), goal)
        for (territory, workload), goal in goals.items()
        for found in [times[territory, workload]]
    ]


def errors(samples: Iterable[Sample]) -> dict[str, int]:
    """What went wrong, and how often."""
    found: dict[str, int] = defaultdict(int)
    for sample in samples:
        if sample.error:
            found[f"{sample.route}: {sample.error}"] += 1
    return dict(found)


def percentile(times: Sequence[float], percent: int) -> float:
    """So many percent of `times` are at most this; 0 of none."""
    if len(times) < 2:
        return times[0] if times else 0.0
    return quantiles(times, n=100, method="inclusive")[percent - 1]


def missed(samples: Sequence[Sample], goals: Goals) -> list[str]:
    """Errors, and goals that were missed, each in a sentence."""
    found = [f"{count} x {what}" for what, count in errors(samples).items()]
    return found + [
        f"{line.workload} {line.territory}: P95 {line.p95:.0f} ms, the goal is {line.goal} ms."
        if line.requests
        else f"{line.workload} {line.territory}: nobody asked."
        for line in lines(samples, goals)
        if not line.met
    ]


def failures(normal: Sequence[Sample], season: Sequence[Sample], goals: Goals) -> list[str]:
    """Why a run is not good enough, each in a sentence; empty: it is."""
    found = [f"{count} x {what} (normal load)" for what, count in errors(normal).items()] + missed(season, goals)
    before, after = (percentile([sample.milliseconds for sample in run], 95) for run in (normal, season))
    if before and after > before * SLOWER_AT_MOST:
        found.append(f"P95 over all: {after:.0f} ms, at the normal load {before:.0f} ms: {after / before:.2f} times.")
    return found

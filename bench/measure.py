"""Timing: warm up, repeat, and tell the middle and how far it spreads."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter


@dataclass(frozen=True)
class Sample:
    """Durations of one piece of work in seconds, in the order in which they were taken; one at least."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.seconds)

    @property
    def p95(self) -> float:
        """The duration that 19 of 20 do not exceed; of very few, the longest."""
        return quantiles(self.seconds, n=20, method="inclusive")[-1] if len(self.seconds) > 1 else self.seconds[0]

    def __str__(self) -> str:
        spread = f" ({duration(min(self.seconds))} to {duration(max(self.seconds))})" if len(self.seconds) > 1 else ""
        return f"{duration(self.median)}{spread}"


def duration(seconds: float) -> str:
    """Seconds for people, with three digits."""
    return f"{seconds * 1000:.3g} ms" if seconds < 0.9995 else f"{seconds:.3g} s"


def timed(work: Callable[[], object]) -> float:
    """How many seconds `work` takes."""
    started = perf_counter()
    work()
    return perf_counter() - started


def sample(work: Callable[[], object], *, repetitions: int, warm_up: int = 1) -> Sample:
    """Do `work` `warm_up` times for nothing and `repetitions` times with the clock running."""
    for _ in range(warm_up):
        work()
    return Sample(tuple(timed(work) for _ in range(repetitions)))


def side_by_side(
    work: Callable[[], object], baseline: Callable[[], object], *, repetitions: int, warm_up: int = 1
) -> tuple[Sample, Sample]:
    """Both in turns, so that whatever else the machine does falls on both."""
    for _ in range(warm_up):
        baseline()
        work()
    pairs = [(timed(baseline), timed(work)) for _ in range(repetitions)]
    return Sample(tuple(second for _, second in pairs)), Sample(tuple(first for first, _ in pairs))

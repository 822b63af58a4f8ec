"""A figure: what was measured, what it is compared with, and whether that is as promised."""

from collections.abc import Iterable
from dataclasses import dataclass

from bench.measure import Sample, duration

HEADINGS = ("figure", "measured", "compared with", "ratio or target", "met?")


@dataclass(frozen=True)
class Figure:
    """One line of the table. `value` is in seconds, or the ratio; `met` is None where nothing was promised."""

    name: str
    measured: str
    compared_with: str
    verdict: str
    value: float
    met: bool | None

    def cells(self) -> tuple[str, ...]:
        met = {True: "yes", False: "NO", None: "–"}[self.met]
        return self.name, self.measured, self.compared_with, self.verdict, met


def p95_below(name: str, taken: Sample, limit: float) -> Figure:
    """The 95th percentile against a limit in seconds."""
    measured = f"{duration(taken.p95)}, median {duration(taken.median)}, of {len(taken.seconds)}"
    return Figure(name, measured, "–", f"under {duration(limit)}", taken.p95, taken.p95 < limit)


def below(name: str, taken: Sample, limit: float, note: str = "–") -> Figure:
    """The median against a limit in seconds."""
    return Figure(name, str(taken), note, f"under {duration(limit)}", taken.median, taken.median < limit)


def at_most(name: str, taken: Sample, baseline: Sample, factor: float, called: str) -> Figure:
    """The ratio of the medians, which must not exceed `factor`; `called` says what the baseline is."""
    ratio = taken.median / baseline.median
    verdict = f"{ratio:.2f} times as long, at most {factor:g}"
    return Figure(name, str(taken), f"{called}: {baseline}", verdict, ratio, ratio <= factor)


def at_least(name: str, taken: Sample, baseline: Sample, factor: float, called: str) -> Figure:
    """How many times as fast as the baseline, which must be `factor` at least."""
    ratio = baseline.median / taken.median
    verdict = f"{ratio:.3g} times as fast, at least {factor:g}"
    return Figure(name, str(taken), f"{called}: {baseline}", verdict, ratio, ratio >= factor)


def table(figures: Iterable[Figure]) -> str:
    """A Markdown table."""
    rows = [HEADINGS, tuple("---" for _ in HEADINGS), *(figure.cells() for figure in figures)]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)

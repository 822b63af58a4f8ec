"""What several collectors read in one scrape is read once."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from core.services.jobs import JobSuccess, latest_successes

_jobs: ContextVar[list[Mapping[str, JobSuccess]]] = ContextVar("jobs of this scrape")


@contextmanager
def scrape() -> Iterator[None]:
    """For the time of one scrape."""
    token = _jobs.set([])
    try:
        yield
    finally:
        _jobs.reset(token)


def successes_of_jobs() -> Mapping[str, JobSuccess]:
    """The last success of each periodic job; for collectors, which share one query."""
    known = _jobs.get()
    if not known:
        known.append(latest_successes())
    return known[0]

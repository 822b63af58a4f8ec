"""What `make run` tells the person in front of it."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

SLOW_SECONDS = 1.0


def say(text: str) -> None:
    """One line, at once, even into a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def step(text: str) -> Iterator[None]:
    """Announce a step, and say how long it took where that was over a second."""
    say(f"  {text} ...")
    started = time.monotonic()
    yield
    seconds = time.monotonic() - started
    if seconds >= SLOW_SECONDS:
        say(f"  {text}: {seconds:.0f} s")

"""When requests are meant to start: an open model, in which nobody waits for anybody else's answer.

Latency is counted from that instant. A closed model, whose users wait for their answers, asks less of a system the
slower it gets, and so hides what it should show (coordinated omission).
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """`rate` requests a second for `seconds`, after `warm_up` seconds in which it rises evenly and nothing counts."""

    rate: float
    seconds: float
    warm_up: float = 0.0

    @property
    def length(self) -> float:
        """Seconds from the first to the last."""
        return self.warm_up + self.seconds

    def rate_at(self, second: float) -> float:
        """Requests a second at that second."""
        if second >= self.warm_up:
            return self.rate
        return self.rate * second / self.warm_up


def arrivals(profile: Profile, dice: random.Random) -> Iterator[float]:
    """Seconds at which requests are meant to start: a Poisson process, thinned while the rate rises."""
    at = 0.0
    while True:
        at += dice.expovariate(profile.rate)
        if at >= profile.length:
            return
        if dice.random() < profile.rate_at(at) / profile.rate:
            yield at


def pick(shares: Mapping[str, float], dice: random.Random) -> str:
    """A key, each as often as its share says."""
    (found,) = dice.choices(list(shares), list(shares.values()))
    return found

"""When to try again what did not arrive."""

from random import Random, SystemRandom

MINUTE, HOUR = 60.0, 3600.0
# After the first failure, the second, ...; after all of them, the last.
DELAYS = (5.0, 30.0, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR)
JITTER = 0.2

_RANDOM = SystemRandom()


def next_attempt(attempts: int, *, retry_after: float | None = None, random: Random = _RANDOM) -> float:
    """Seconds until the next attempt, after `attempts` failed ones (1 or more).

    They are spread by 20 % either way, or all that failed together would come back together. Never sooner than the
    receiver asked for: `retry_after`, seconds.
    """
    delay = DELAYS[min(max(attempts, 1), len(DELAYS)) - 1]
    return max(delay * random.uniform(1 - JITTER, 1 + JITTER), retry_after or 0.0)

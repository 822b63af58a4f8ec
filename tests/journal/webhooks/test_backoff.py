"""Attempts come later and later, spread, and never sooner than the receiver asked for."""

from random import Random

import pytest

from journal.webhooks.backoff import next_attempt

PLANNED = [5, 30, 120, 600, 1800, 3600, 7200, 14400, 28800, 28800, 28800]


@pytest.mark.parametrize(("attempts", "planned"), list(enumerate(PLANNED, start=1)))
def test_each_attempt_comes_later_within_20_percent_of_the_plan(attempts: int, planned: int) -> None:
    random = Random(attempts)  # noqa: S311  (spread, no secret)
    delays = [next_attempt(attempts, random=random) for _ in range(500)]
    assert planned * 0.8 <= min(delays) < planned * 0.83
    assert planned * 1.17 < max(delays) <= planned * 1.2


def test_the_receiver_may_ask_for_later_but_not_for_sooner() -> None:
    assert next_attempt(1, retry_after=3600.0) == 3600.0
    assert next_attempt(4, retry_after=1.0) >= 480
    assert next_attempt(1, retry_after=0.0) >= 4

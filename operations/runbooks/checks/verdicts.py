"""Whether what a check read is as expected."""

import math
from datetime import timedelta
from enum import StrEnum
from typing import Any

from operations.runbooks.checks.registry import Check, Reading


class Verdict(StrEnum):
    """INFORMATION: nothing is expected. UNKNOWN: there was nothing to judge."""

    AS_EXPECTED = "AS_EXPECTED"
    UNEXPECTED = "UNEXPECTED"
    INFORMATION = "INFORMATION"
    UNKNOWN = "UNKNOWN"


def value_of(check: Check, reading: Reading) -> Any:
    """What is judged: the first row's `value`; where there is no such column, how many rows a check found.

    None where there is nothing to judge, or more than could be counted.
    """
    if "value" in reading.columns:
        return reading.rows[0][list(reading.columns).index("value")] if reading.rows else None
    return reading.count if check.unit == "count" else None


def verdict_on(check: Check, value: Any, age: timedelta, *, uncounted: bool = False) -> Verdict:
    """The verdict on a value that is so old. `uncounted`: there is none, for there are too many rows to count."""
    if not check.expects:
        return Verdict.INFORMATION
    if uncounted:
        value = math.inf
    if value is None:
        return Verdict.UNKNOWN
    is_right = (check.at_least is None or value >= check.at_least) and (check.at_most is None or value <= check.at_most)
    is_fresh = check.fresh_within is None or age <= check.fresh_within
    return Verdict.AS_EXPECTED if is_right and is_fresh else Verdict.UNEXPECTED

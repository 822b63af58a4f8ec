"""How much is tried: little in CI, where all has to fit into minutes; much with `make histories`, `make fuzz`."""

import os

HISTORIES = int(os.environ.get("HISTORIES", "1"))
SCHEMATHESIS_EXAMPLES = os.environ.get("SCHEMATHESIS_EXAMPLES", "3")


def tries(short: int) -> int:
    """How many random histories a test tries: `short`, times HISTORIES."""
    return short * HISTORIES

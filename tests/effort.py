"""How much is tried: little in CI, where all has to fit into minutes; much with `make histories`, `fuzz`, `rules`."""

import os

HISTORIES = int(os.environ.get("HISTORIES", "1"))
# Of the ways to break an alert's rule, one in so many is tried.
EVERY = int(os.environ.get("EVERY", "16"))
SCHEMATHESIS_EXAMPLES = os.environ.get("SCHEMATHESIS_EXAMPLES", "1")


def tries(short: int) -> int:
    """How many random histories a test tries: `short`, times HISTORIES."""
    return short * HISTORIES

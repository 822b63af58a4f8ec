"""`python -m freshops.embedded start|stop|status`: the embedded servers of FRESHOPS_DATA_DIR, without Django."""

import sys

from freshops import embedded
from freshops.embedded import postgres, redis
from freshops.environment import data_dir

USAGE = "usage: python -m freshops.embedded start|stop|status"


def main(verb: str) -> str | int:
    """Carry out one verb; what it returns is the exit status, or a line for stderr and status 1."""
    folder = data_dir()
    layout = embedded.Layout(folder)
    try:
        if verb == "start":
            embedded.ensure_running(folder, report=print)
        elif verb == "stop":
            embedded.stop(folder)
        elif verb != "status":
            return USAGE
    except embedded.EmbeddedError as error:
        return f"FreshOps: {error}"
    up = {name: server.running(layout) for name, server in (("PostgreSQL", postgres), ("Redis", redis))}
    print(*(f"{name}: {'running' if runs else 'stopped'}" for name, runs in up.items()), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) == 2 else ""))

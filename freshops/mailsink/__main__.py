"""`python -m freshops.mailsink`: keep every mail sent to it in FRESHOPS_DATA_DIR/mail, until terminated."""

import asyncio
import os
import signal
import sys

from freshops.environment import data_dir
from freshops.mailsink.server import serve


async def main() -> None:
    """Serve until SIGTERM or SIGINT. FRESHOPS_MAIL_DELAY_MS: milliseconds each answer takes, to play a real server."""
    task = asyncio.create_task(serve(data_dir(), int(os.environ.get("FRESHOPS_MAIL_DELAY_MS") or 0) / 1000))
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        return


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))

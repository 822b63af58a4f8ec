"""Embedded Redis: the broker, on a unix socket, with its queue kept on disk."""

import subprocess
import time

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from freshops.embedded.binaries import redis_bin
from freshops.embedded.errors import EmbeddedError
from freshops.embedded.layout import Layout
from freshops.embedded.privileges import account, home_of, private_folder

START_SECONDS = 30


def _client(layout: Layout) -> redis.Redis:
    # Without retries: by default the client tries for seconds before it believes that nobody is there.
    return redis.Redis(
        unix_socket_path=str(layout.redis_socket),
        socket_connect_timeout=5,
        socket_timeout=5,
        retry=Retry(NoBackoff(), 0),
    )


def running(layout: Layout) -> bool:
    """Whether the server answers."""
    try:
        return bool(_client(layout).ping())
    except redis.RedisError:
        return False


def start(layout: Layout, *, fsync: bool) -> None:
    """Start the server of `layout` and wait until it answers; EmbeddedError if it does not."""
    home = private_folder(home_of(layout.redis))
    sockets = home if layout.redis_socket.parent == layout.redis else private_folder(layout.redis_socket.parent)
    log = home / "server.log"
    options = {
        "port": "0", "unixsocket": str(sockets / "redis.sock"), "unixsocketperm": "700", "dir": str(home),
        "appendonly": "yes" if fsync else "no", "save": "", "daemonize": "yes", "logfile": str(log),
    }  # fmt: skip
    arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
    subprocess.run(
        [str(redis_bin() / "redis-server"), *arguments], cwd="/", check=False, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, **account(),
    )  # fmt: skip
    deadline = time.monotonic() + START_SECONDS
    while not running(layout):
        if time.monotonic() > deadline:
            raise EmbeddedError(f"Redis did not start within {START_SECONDS} s: see {layout.redis / 'server.log'}")
        time.sleep(0.05)


def stop(layout: Layout) -> None:
    """Stop the server, its queue written to disk; nothing happens where none runs."""
    try:
        _client(layout).shutdown()
    except redis.RedisError:  # not running, or gone before it could answer: both are what was asked for
        return

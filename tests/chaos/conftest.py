"""One installation for all tests of a process; each test finds it empty and with nothing running."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from freshops import embedded
from tests.chaos.world import World


@pytest.fixture(scope="session")
def installation() -> Iterator[World]:
    """Servers, schema and mail sink."""
    folder = Path(tempfile.mkdtemp(prefix="fo-", dir="/tmp"))
    folder.chmod(0o711)
    world = World(folder)
    try:
        world.set_up()
        yield world
        world.tear_down()
    finally:
        embedded.stop(folder)
        shutil.rmtree(folder)


@pytest.fixture
def world(installation: World) -> Iterator[World]:
    """The installation, empty."""
    embedded.ensure_running(installation.data_dir, fsync=True)
    installation.empty()
    yield installation
    installation.kill_all()


@pytest.fixture
def rounds() -> int:
    """How often to break things: a few times in CI, CHAOS_ROUNDS times with `make chaos`."""
    return int(os.environ.get("CHAOS_ROUNDS", "4"))

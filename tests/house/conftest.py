"""Data folders of their own for tests that start servers of their own."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from freshops import embedded

NewFolder = Callable[[], Path]


@pytest.fixture
def new_data_dir() -> Iterator[NewFolder]:
    """Makes data folders with short paths; their servers are stopped, and they are deleted, at the end."""
    made: list[Path] = []

    def make() -> Path:
        folder = Path(tempfile.mkdtemp(prefix="fo-", dir="/tmp"))
        folder.chmod(0o711)
        made.append(folder)
        return folder

    yield make
    for folder in made:
        embedded.stop(folder)
        for link in folder.iterdir():
            if link.is_symlink():  # data kept outside, where the folder cannot be entered
                shutil.rmtree(link.readlink().parent)
        shutil.rmtree(folder)


@pytest.fixture
def data_dir(new_data_dir: NewFolder) -> Path:
    """One such folder."""
    return new_data_dir()

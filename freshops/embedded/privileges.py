"""PostgreSQL refuses to run as root: there, the servers run as `nobody`, from folders that `nobody` can reach."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TypedDict

from freshops.embedded.errors import EmbeddedError

# Outside every home folder, kept over reboots. Used only where `nobody` cannot enter the data folder or the clone.
SHARED_STATE = Path("/var/lib/freshops")
OWNER_FILE = "belongs-to"


class Account(TypedDict, total=False):
    """Arguments for subprocess that run a child as the unprivileged account; empty unless we are root."""

    user: int
    group: int
    extra_groups: list[int]


def account() -> Account:
    """The account the servers run as; EmbeddedError if we are root and the system has no `nobody`."""
    if os.geteuid() != 0:
        return {}
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise EmbeddedError("PostgreSQL cannot run as root, and there is no user `nobody` to run it as.") from None
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def private_folder(path: Path) -> Path:
    """Make `path` a folder of mode 0700 that belongs to the servers' account; EmbeddedError if it is someone else's."""
    who = account()
    path.mkdir(mode=0o700, exist_ok=True)
    owner = path.lstat().st_uid  # of a link itself: it could have been put there by anyone
    if owner not in {os.geteuid(), who.get("user", os.geteuid())}:
        raise EmbeddedError(f"{path} belongs to user {owner}: start as that user, or choose another FRESHOPS_DATA_DIR.")
    if who and owner != who["user"]:
        os.chown(path, who["user"], who["group"])
    path.chmod(0o700)
    return path


def reachable(path: Path) -> bool:
    """Whether the servers' account can enter the folder or run the file `path`. Asked of the system, not guessed."""
    who = account()
    if not who:
        return True
    return subprocess.run(["/bin/sh", "-c", 'test -x "$1"', "sh", path], cwd="/", check=False, **who).returncode == 0


def _shared_state() -> Path:
    SHARED_STATE.mkdir(parents=True, exist_ok=True)
    SHARED_STATE.chmod(0o711)  # whatever the umask: passable, not listable
    return SHARED_STATE


def present_home(link: Path) -> Path:
    """The folder that `link` stands for now: itself, or where it points to, if that was made for it."""
    if not link.is_symlink():
        return link
    target = link.readlink()
    mark = target.parent / OWNER_FILE
    return target if mark.is_file() and mark.read_text() == str(link) else link


def home_of(link: Path) -> Path:
    """The folder behind `link` that a server may use: `link` itself, or a reachable folder elsewhere that it points to.

    A link that was copied or moved along with its data folder is not followed: two folders never share one server.
    """
    home = present_home(link)
    if home != link:
        return home
    if link.is_symlink():
        link.unlink()
    if reachable(link.parent):
        return link
    outside = Path(tempfile.mkdtemp(dir=_shared_state(), prefix=f"{link.name}-"))
    outside.chmod(0o711)
    (outside / OWNER_FILE).write_text(str(link))
    if link.exists():  # made where `nobody` could enter, then moved
        shutil.move(link, outside / link.name)
    link.symlink_to(outside / link.name)
    return outside / link.name


def reachable_copy(package: Path, parts: list[str], probe: str) -> Path:
    """Where the servers' account can run `probe`: the package's parent folder, or a copy of its `parts`, made once."""
    if reachable(package.parent / probe):
        return package.parent
    stamp = int((package.parent / probe).stat().st_mtime)
    copy = SHARED_STATE / f"{package.name}-{stamp}"
    if not copy.exists():
        work = Path(tempfile.mkdtemp(dir=_shared_state(), prefix="copying-"))
        work.chmod(0o755)
        for part in parts:
            shutil.copytree(package.parent / part, work / part, symlinks=True)
        try:
            work.rename(copy)
        except OSError:  # another start was faster; its copy is as good
            shutil.rmtree(work)
    return copy

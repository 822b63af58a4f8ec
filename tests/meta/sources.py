"""What the project's own files say, for tests that hold them against each other."""

import re
import subprocess
from functools import cache
from pathlib import Path

from freshops.environment import BASE_DIR


@cache
def tracked_files() -> list[Path]:
    """Every file under version control that is still there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [path for name in listed.split("\0") if name and (path := BASE_DIR / name).is_file()]


def python_files() -> list[Path]:
    """Our Python files, migrations included."""
    return [path for path in tracked_files() if path.suffix == ".py"]


# A name in quotes after env.<type>( or os.environ, whether it is subscripted, got or set.
READ = re.compile(r"""(?:\benv\.\w+|\benviron(?:\.get|\.setdefault)?)[(\[]\s*"([A-Z][A-Z0-9_]+)\"""")


@cache
def environment_variables() -> set[str]:
    """Every environment variable that the application (not its tests, nor other systems' clients) reads."""
    from freshops.environment import PURPOSE

    apart = {"tests", "bench", "examples"}
    application = [path for path in python_files() if path.relative_to(BASE_DIR).parts[0] not in apart]
    return set(PURPOSE) | {name for path in application for name in READ.findall(path.read_text())}

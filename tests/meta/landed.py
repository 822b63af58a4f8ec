"""SQL files that have run somewhere, with their checksums: `python -m tests.meta.landed` adds those that are new.

A line is never changed: a database that has run the file would not run it again. A new version is a new file.
"""

import hashlib
from pathlib import Path

from freshops.environment import BASE_DIR

LIST = Path(__file__).with_name("landed.sha256")


def sql_files() -> dict[str, str]:
    """Path from the project's folder -> checksum, of every SQL file that migrations run (not the grants)."""
    paths = sorted(path for path in BASE_DIR.glob("*/**/sql/*_v*.sql") if ".venv" not in path.parts)
    paths += sorted(path for path in BASE_DIR.glob("*/sql/*_v*.sql") if path not in paths)
    return {
        str(path.relative_to(BASE_DIR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(set(paths))
        if not path.stem.startswith("grants_v")
    }


def landed() -> dict[str, str]:
    """Path -> checksum, as listed."""
    lines = LIST.read_text().splitlines() if LIST.exists() else []
    return {path: checksum for checksum, path in (line.split("  ", 1) for line in lines)}


if __name__ == "__main__":
    known = sql_files() | landed()  # what is listed stays as it is listed
    LIST.write_text("".join(f"{checksum}  {path}\n" for path, checksum in sorted(known.items())))

"""What others rely on as it is, with checksums: `python -m tests.meta.landed` adds what is new.

A line is never changed. A database that has run an SQL file would not run it again, and somebody has written a program
by a published schema: a new version is a new file.
"""

import hashlib
from pathlib import Path

from freshops.environment import BASE_DIR

LIST = Path(__file__).with_name("landed.sha256")


def frozen_files() -> dict[str, str]:
    """Path from the project's folder -> checksum, of SQL files that migrations run (not the grants) and of schemas."""
    paths = sorted(path for path in BASE_DIR.glob("*/**/sql/*_v*.sql") if ".venv" not in path.parts)
    paths += sorted(path for path in BASE_DIR.glob("*/sql/*_v*.sql") if path not in paths)
    paths += sorted((BASE_DIR / "journal" / "contracts").rglob("*.v*.json"))
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
    known = frozen_files() | landed()  # what is listed stays as it is listed
    LIST.write_text("".join(f"{checksum}  {path}\n" for path, checksum in sorted(known.items())))

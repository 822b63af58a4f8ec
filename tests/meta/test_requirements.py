"""What the application imports is pinned for it, not only for its tests."""

import ast
import re
import sys
from importlib.metadata import packages_distributions

from freshops.environment import BASE_DIR
from tests.meta.sources import python_files

OURS = {"core", "freshops", "journal", "leads", "operations", "seasonal"}
# Asked for by name; the others come with them, and may go with them.
ASKED_FOR = {
    re.split(r"[\[~=<>;]", line)[0].strip().lower()
    for line in (BASE_DIR / "requirements.in").read_text().splitlines()
    if line and not line.startswith("#")
}
# Parts of what is asked for, under names of their own.
PARTS = {"marshmallow": "environs", "kombu": "celery", "asgiref": "django", "psycopg-pool": "psycopg"}


def imported_packages() -> set[str]:
    """Top-level packages that the application imports, also inside functions."""
    found: set[str] = set()
    for path in python_files():
        if path.relative_to(BASE_DIR).parts[0] in {*OURS, "manage.py"}:
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Import):
                    found |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found.add(node.module.partition(".")[0])
    return found - OURS - set(sys.stdlib_module_names)


def test_every_import_is_asked_for() -> None:
    providers = packages_distributions()
    for package in sorted(imported_packages()):
        names = {name.lower().replace("_", "-") for name in providers[package]}
        asked_for = {PARTS.get(name, name) for name in names} & ASKED_FOR
        assert asked_for, f"{package}: add one of {names} to requirements.in"

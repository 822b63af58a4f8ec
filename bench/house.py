"""The bench's own servers, database and connections. Nothing here touches the installation that people work with."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from freshops import embedded
from freshops.embedded.layout import OWNER, SUPERUSER, Layout
from freshops.embedded.privileges import home_of
from freshops.environment import data_dir

ELSEWHERE = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")


@contextmanager
def own_database(*, keep: bool) -> Iterator[None]:
    """Servers in `<data folder>/bench`, with the project's schema and Django on them; deleted afterwards, or kept.

    To be entered before Django's settings are loaded, and once in a process.
    """
    folder = data_dir() / "bench"
    for name in ELSEWHERE:
        os.environ.pop(name, None)
    os.environ["FRESHOPS_DATA_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "freshops.settings"
    os.environ["LOG_LEVEL"] = "ERROR"
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        embedded.ensure_running(folder, with_redis=False, report=print)
        _migrate()
        yield
    finally:
        home = home_of(Layout(folder).postgres)
        embedded.stop(folder)
        if not keep:
            shutil.rmtree(home, ignore_errors=True)
            shutil.rmtree(folder, ignore_errors=True)


def owner() -> psycopg.Connection:
    """A session of the schema's owner, each statement its own transaction unless one is begun."""
    return _connect(OWNER)


def superuser() -> psycopg.Connection:
    """A session that may switch off triggers and foreign keys, for generating."""
    return _connect(SUPERUSER)


def _connect(role: str) -> psycopg.Connection:
    return psycopg.connect(Layout(Path(os.environ["FRESHOPS_DATA_DIR"])).database_url(role), autocommit=True)


def _migrate() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)

"""Embedded PostgreSQL: made on the first start, tuned on every start, with an owner role and a runtime role."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import psycopg
from psycopg import sql

from freshops.embedded.binaries import postgres_bin
from freshops.embedded.errors import EmbeddedError
from freshops.embedded.layout import DATABASE, OWNER, RUNTIME, SUPERUSER, Layout
from freshops.embedded.privileges import account, home_of, present_home, private_folder
from freshops.embedded.tuning import write_configuration

START_ATTEMPTS = 10
READY = "freshops-ready"  # written once roles and database exist


def running(layout: Layout) -> bool:
    """Whether the server answers and the runtime role can use the database."""
    try:
        with psycopg.connect(layout.database_url(), connect_timeout=5):
            return True
    except psycopg.OperationalError:
        return False


def start(layout: Layout, *, fsync: bool) -> None:
    """Start the server of `layout`, creating it first where there is none; EmbeddedError if it does not come up."""
    home = home_of(layout.postgres)
    if not (home / "PG_VERSION").exists():
        _create(home, fsync=fsync)
    private_folder(home)
    # Sockets beside the data, bound by the real path: the account may not be able to walk a link through our folders.
    sockets = home if layout.postgres_sockets == layout.postgres else private_folder(layout.postgres_sockets)
    write_configuration(home, sockets=sockets, fsync=fsync)
    _launch(home, layout)
    _create_roles(layout, home)


def stop(layout: Layout) -> None:
    """Stop the server and wait for it; nothing happens where none runs."""
    home = present_home(layout.postgres)
    if (home / "postmaster.pid").exists():
        _run("pg_ctl", "-D", home, "-m", "fast", "-w", "stop")


def log_file(home: Path) -> Path:
    return home / "server.log"


def _run(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
    command = [str(postgres_bin() / program), *map(str, arguments)]
    # No pipes: the server inherits them, and reading one to its end would wait for the server's.
    nothing = subprocess.DEVNULL
    return subprocess.run(
        command, stdin=nothing, stdout=nothing, stderr=nothing, env=environment, cwd="/", check=False, **account()
    )


def _create(home: Path, *, fsync: bool) -> None:
    # Made under another name and renamed: a first start that was killed leaves nothing half-made behind.
    draft = home.with_name(home.name + ".new")
    shutil.rmtree(draft, ignore_errors=True)
    private_folder(draft)
    made = _run(
        "initdb", "-D", draft, "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8", "--no-instructions", *([] if fsync else ["--no-sync"]),
    )  # fmt: skip
    if made.returncode != 0:
        raise EmbeddedError(f"PostgreSQL could not create its folder {home}: is the disk full or read-only?")
    draft.rename(home)


def _launch(home: Path, layout: Layout) -> None:
    for _ in range(START_ATTEMPTS):
        _forget_dead_postmaster(home)
        # Not `pg_ctl status`: it trusts a stale pid. After a kill -9 the children of the dead one linger a moment.
        if _answers(layout):
            return
        if _run("pg_ctl", "-w", "-t", "60", "-D", home, "-l", log_file(home), "start").returncode == 0:
            return
        time.sleep(0.5)
    raise EmbeddedError(f"PostgreSQL did not start: {_last_complaint(home)} (all of it: {log_file(layout.postgres)})")


def _answers(layout: Layout) -> bool:
    return _run("pg_isready", "-q", "-h", layout.postgres_sockets, "-d", "postgres").returncode == 0


def _forget_dead_postmaster(home: Path) -> None:
    """After a crash the noted pid may have gone to a stranger; PostgreSQL would take that for a running server."""
    note = home / "postmaster.pid"
    try:
        pid = int(note.read_text().split("\n", 1)[0])
        name = Path(f"/proc/{pid}/comm").read_text().strip()
    except (OSError, ValueError):
        return
    if name != "postgres":
        note.unlink(missing_ok=True)


def _last_complaint(home: Path) -> str:
    try:
        lines = log_file(home).read_text(errors="replace").splitlines()
    except OSError:
        return "it wrote no log"
    complaints = [line.partition("FATAL:")[2].strip() for line in lines[-50:] if "FATAL:" in line]
    return complaints[-1] if complaints else "see its log"


def _create_roles(layout: Layout, home: Path) -> None:
    """The owner (makes the schema, and test databases) and the runtime role (owns nothing). Idempotent."""
    if (home / READY).exists():
        return
    with psycopg.connect(layout.database_url(SUPERUSER, "postgres"), autocommit=True) as connection:
        for role, options in ((OWNER, "LOGIN CREATEDB"), (RUNTIME, "LOGIN")):
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {} {}").format(sql.Identifier(role), sql.SQL(options)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            statement = sql.SQL("CREATE DATABASE {} OWNER {}")
            connection.execute(statement.format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))
    (home / READY).touch()

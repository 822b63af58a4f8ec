"""Migrations: complete, in line with their SQL files, and safe to run beside a working application."""

import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from core.grants import grant_files
from core.sqlfiles import RunSQLFile
from freshops.environment import BASE_DIR
from operations.kpis.measuring import SQL as KPI_SQL
from operations.kpis.registry import KPIS
from operations.runbooks.checks.registry import CHECKS
from operations.runbooks.checks.sql import FOLDER
from tests.meta.landed import frozen_files, landed

# The last migration of each app that was made before anything ran anywhere.
FIRST_RELEASE = {"core": "0004_~", "journal": "0002_~", "leads": "0005_~"}  # ~ sorts after every letter

OURS = [app for app in apps.get_app_configs() if app.name in settings.PROJECT_APPS]


@pytest.fixture(scope="module")
def loader() -> MigrationLoader:
    return MigrationLoader(None)


def operations(loader: MigrationLoader) -> list[tuple[str, RunSQLFile]]:
    return [
        (app, operation)
        for (app, _), migration in sorted(loader.disk_migrations.items())
        for operation in migration.operations
        if isinstance(operation, RunSQLFile)
    ]


@pytest.mark.django_db
def test_no_model_change_lacks_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_sql_file_is_run_by_a_migration_or_grants_rights(loader: MigrationLoader) -> None:
    run = {(op.app_label, name) for _, op in operations(loader) for name in (op.name, op.undo) if name}
    for app in OURS:
        files = {path.stem for path in (Path(app.path) / "sql").glob("*.sql")}
        assert files == {name for label, name in run if label == app.label} | set(grant_files(app))


def test_sql_files_are_named_and_described() -> None:
    for app in OURS:
        for path in (Path(app.path) / "sql").glob("*.sql"):
            assert re.fullmatch(r"[a-z][a-z0-9_]*_v[1-9]\d*", path.stem), path
            assert path.read_text().startswith("--"), f"{path} does not say what it is for"


def test_sql_that_no_migration_runs_is_that_of_checks_kpis_and_questions() -> None:
    """It is read when it is asked, of checks, KPIs and apps: not frozen, but named and described as the rest is."""
    nested = {path for app in OURS for path in (Path(app.path) / "sql").glob("*/**/*.sql")}
    checks = {FOLDER / f"{check.sql}.sql" for check in CHECKS.values() if check.sql}
    breakdowns = set((KPI_SQL.parent / "breakdowns").glob("*.sql"))
    questions = {path for path in nested if path.parent.name == "questions"}
    assert nested == checks | {KPI_SQL / f"{name}.sql" for name in KPIS} | breakdowns | questions
    assert {path.stem for path in breakdowns} <= set(KPIS)
    for path in nested:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", path.stem), path
        assert path.read_text().startswith("--"), f"{path} does not say what it answers"


def test_a_landed_sql_file_or_schema_never_changes() -> None:
    """Fails for a new file until `python -m tests.meta.landed` has listed it, and for a changed one for good."""
    assert frozen_files() == landed()


def squawk(*files: Path, atomic: bool = True) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("squawk")
    options = ["--assume-in-transaction"] if atomic else []
    return subprocess.run(
        [program, "--config", BASE_DIR / ".squawk.toml", "--reporter", "gcc", *options, *files],
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.django_db(transaction=True)
def test_migrations_keep_the_application_of_the_version_before_working(tmp_path: Path, loader: MigrationLoader) -> None:
    """Those of the first release are left out: nothing ran before it."""
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if app in FIRST_RELEASE and name > FIRST_RELEASE[app]:
            output = StringIO()
            call_command("sqlmigrate", app, name, stdout=output)
            lines = [line for line in output.getvalue().splitlines() if line not in {"BEGIN;", "COMMIT;"}]
            folder = tmp_path / ("atomic" if migration.atomic else "alone")
            folder.mkdir(exist_ok=True)
            (folder / f"{app}_{name}.sql").write_text("\n".join(lines))
    for kind in ("atomic", "alone"):
        files = sorted(tmp_path.glob(f"{kind}/*.sql"))
        answer = squawk(*files, atomic=kind == "atomic") if files else None
        assert answer is None or answer.returncode == 0, answer.stdout


def test_a_migration_that_would_not_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "bad.sql"
    file.write_text("ALTER TABLE leads ADD COLUMN lost text NOT NULL;\nALTER TABLE leads DROP COLUMN city;\n")
    answer = squawk(file)
    assert answer.returncode == 1
    assert "adding-required-field" in answer.stdout
    assert "ban-drop-column" in answer.stdout

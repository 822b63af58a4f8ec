"""SQL lives in `<app>/sql/<name>_vN.sql`, run by migrations. Landed files never change: a new version is a new file."""

from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RunSQL


@cache
def read_sql(app_label: str, name: str) -> str:
    """Return the text of `<app>/sql/<name>.sql`, read once by each process; FileNotFoundError if there is none."""
    return (Path(apps.get_app_config(app_label).path) / "sql" / f"{name}.sql").read_text(encoding="utf-8")


class RunSQLFile(RunSQL):
    """Migration operation: run `<app>/sql/<name>.sql` as one script; undo runs `undo`, another file of the same folder.

    The file is read when the migration runs, so that a test can hold the file list against the migrations.
    """

    def __init__(self, app_label: str, name: str, undo: str | None = None) -> None:
        self.app_label, self.name, self.undo = app_label, name, undo
        super().__init__(sql=read_sql(app_label, name), reverse_sql=read_sql(app_label, undo) if undo else RunSQL.noop)

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        return self.__class__.__qualname__, [self.app_label, self.name], {"undo": self.undo} if self.undo else {}

    def describe(self) -> str:
        return f"Run {self.app_label}/sql/{self.name}.sql"

    def _run_sql(self, schema_editor: BaseDatabaseSchemaEditor, sqls: str, *_: Any) -> None:
        # As one text without parameters: splitting it at semicolons would cut function bodies apart.
        if sqls != RunSQL.noop:
            schema_editor.execute(sqls, params=None)

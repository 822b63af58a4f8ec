"""Every statement in docs/runbooks is run: what reads as it is, what changes something by the role it is for."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from operations.runbooks.checks.reading import MOST_ROWS, read_only, read_rows
from operations.runbooks.content.document import LANGUAGES, text_in
from operations.runbooks.content.markdown import code_in, fences_in
from operations.runbooks.content.statements import why_no_statement
from tests.factories import LeadFactory, UserFactory
from tests.leads.moments import ago
from tests.operations.runbooks.files import FILES, content_of, each_file, fences, texts_of

# By the owner of the schema; all others as FreshOps itself.
BY_OWNER = {"SELECT setval(pg_get_serial_sequence('public.leads', 'id'), 123456);"}
# What is parsed alone, and why it is not run.
NOT_RUN = {
    "ALTER DATABASE freshops RENAME TO freshops_before_restore;": "cannot be done in a transaction, nor from within",
    "SELECT pg_terminate_backend(12345);": "would end whoever has this number here",
    "SELECT pg_wal_replay_resume();": "is for a server that is being restored",
}
SQL = re.compile(
    r"\s*(?:SELECT|WITH|CALL|UPDATE|INSERT|DELETE|MERGE|TRUNCATE|ALTER|CREATE|DROP|GRANT|REVOKE|EXPLAIN|VACUUM|REINDEX)\s",
    re.IGNORECASE,
)


def statements(kind: str) -> list[Any]:
    """Each block of this kind in each runbook, once for each language."""
    return [
        pytest.param(fence.strip(), id=f"{path.stem}-{language}-{number}")
        for path in FILES
        for language in LANGUAGES
        for number, fence in enumerate(fences(content_of(path), language, kind))
    ]


def stray_sql(text: str) -> Iterator[str]:
    """SQL that stands where no test would run it: in a block of another kind, or within a line."""
    looked_at = {fence for kind in ("sql", "sql-write") for fence in fences_in(text, kind)}
    yield from (code for code in code_in(text) if SQL.match(code) and code not in looked_at)


@pytest.mark.django_db
@pytest.mark.parametrize("statement", statements("sql"))
def test_every_query_runs_and_only_reads(statement: str) -> None:
    text = statement.removesuffix(";")
    assert ";" not in text
    with read_only():
        # As it is, at most so many rows of it; a percent sign would begin a parameter.
        assert len(read_rows(text.replace("%", "%%"), {}).rows) <= MOST_ROWS + 1


@pytest.mark.django_db
@pytest.mark.parametrize("statement", [each for each in statements("sql-write") if each.values[0] not in BY_OWNER])
def test_every_statement_that_changes_something_runs(statement: str) -> None:
    """On a lead and by a user of the numbers that the texts take for example."""
    if statement in NOT_RUN:
        assert why_no_statement(statement) is None, NOT_RUN[statement]
        return
    LeadFactory.create(pk=4711, user=UserFactory.create(pk=12, is_superuser=True), created_at=ago(10))
    with transaction.atomic(), connection.cursor() as cursor:
        if "release_lead_hold" in statement:
            cursor.execute("CALL create_lead_hold(4711, 12, 'Test')")
        cursor.execute(statement)
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("statement", sorted(BY_OWNER))
def test_what_is_for_the_owner_runs_as_the_owner(statement: str, owner_db: psycopg.Connection) -> None:
    with owner_db.transaction(force_rollback=True):
        owner_db.execute(statement)


def test_the_exceptions_are_still_there() -> None:
    assert {each.values[0] for each in statements("sql-write")} >= BY_OWNER | set(NOT_RUN)


@each_file
def test_no_sql_stands_where_it_would_not_be_run(path: Path) -> None:
    for language in LANGUAGES:
        assert [code for text in texts_of(text_in(language, content_of(path))) for code in stray_sql(text)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("```\nSELECT 1;\n```", ["SELECT 1;\n"]),
        ("```text\nDelete from leads\n```", ["Delete from leads\n"]),
        ("Then `CALL release_lead_hold(1, 2)`.", ["CALL release_lead_hold(1, 2)"]),
        ("1. As\n   ```sql-write\n   CALL x();\n   ```\n", []),
        ("```sql\nSELECT 1;\n```\n`select`, `manage.py migrate`\n```\npg_dump\n```", []),
    ],
)
def test_what_counts_as_sql_that_is_not_run(text: str, found: list[str]) -> None:
    assert list(stray_sql(text)) == found

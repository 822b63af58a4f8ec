"""The application's role can do its work, and neither change the schema nor write history."""

import psycopg
import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection

from core.models import User


@pytest.mark.django_db
def test_tests_connect_as_the_role_that_owns_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, count(*) FILTER (WHERE tableowner = current_user) FROM pg_tables")
        assert cursor.fetchone() == ("freshops_app", 0)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "ALTER TABLE users ADD COLUMN mine int",
        "DROP TABLE users",
        "TRUNCATE users CASCADE",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "DELETE FROM django_migrations",
        "INSERT INTO pghistory_context (id, created_at, updated_at, metadata) VALUES (uuidv7(), now(), now(), '{}')",
        "SET ROLE freshops_owner",
    ],
)
def test_the_runtime_role_may_not(app_db: psycopg.Connection, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_db.execute(statement)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])  # whichever comes second finds what the first has left, if anything
def test_committed_rows_are_gone_in_the_next_test_and_migrated_ones_are_back(turn: int) -> None:
    assert not User.objects.exists()
    assert not Group.objects.filter(name="left behind").exists()
    assert Permission.objects.exists()
    User.objects.create_user(f"anna{turn}")
    Group.objects.create(name="left behind")

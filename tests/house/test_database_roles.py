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


HISTORY = "leads_leadevent"


@pytest.mark.django_db(transaction=True)
def test_a_change_by_the_runtime_role_is_in_the_history_which_it_cannot_touch(app_db: psycopg.Connection) -> None:
    user = User.objects.create_user("anna")
    app_db.execute("INSERT INTO leads (id, user_id, created_at) VALUES (1, %s, now())", [user.pk])
    app_db.execute("UPDATE leads SET city = 'Bern' WHERE id = 1")
    rows = app_db.execute(f"SELECT pgh_label, city FROM {HISTORY} WHERE pgh_obj_id = 1 ORDER BY pgh_id").fetchall()
    assert [city for _, city in rows] == ["", "Bern"]
    for forgery in (f"UPDATE {HISTORY} SET city = 'Basel'", f"DELETE FROM {HISTORY}", f"TRUNCATE {HISTORY}"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app_db.execute(forgery)


@pytest.mark.django_db(transaction=True)
def test_nobody_can_hang_a_history_trigger_on_a_table_of_his_own(app_db: psycopg.Connection) -> None:
    (function,) = app_db.execute(
        "SELECT tgfoid::regproc FROM pg_trigger WHERE tgrelid = 'leads'::regclass AND tgname ~ '^pgtrigger_insert'"
    ).fetchone() or ("",)
    app_db.execute("CREATE TEMP TABLE leads_of_mine (LIKE leads)")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_db.execute(
            f"CREATE TRIGGER forged AFTER INSERT ON leads_of_mine FOR EACH ROW EXECUTE FUNCTION {function}()"
        )


@pytest.mark.django_db(transaction=True)
def test_the_clocks_projection_can_only_be_read(app_db: psycopg.Connection) -> None:
    for statement in ("UPDATE lead_protections SET lead_id = lead_id", "DELETE FROM lead_protections"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app_db.execute(statement)

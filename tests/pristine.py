"""Bring a test database back to what the migrations left: what TRUNCATE cannot do for a role that owns nothing."""

import psycopg

# Functions of a schema of their own in the test database, run as the superuser. Triggers and foreign keys are off
# meanwhile (session_replication_role): history is append-only, and must be emptied all the same.
TAKE = """
DROP SCHEMA IF EXISTS pristine CASCADE;
CREATE SCHEMA pristine;
CREATE TABLE pristine.kept (tab regclass PRIMARY KEY, copy text NOT NULL, columns text NOT NULL);

CREATE VIEW pristine.tables AS
    SELECT c.oid::regclass AS tab
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'pristine');

CREATE FUNCTION pristine.is_empty(tab regclass) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE found boolean;
BEGIN
    EXECUTE format('SELECT NOT EXISTS (SELECT FROM %s)', tab) INTO found;
    RETURN found;
END $$;

CREATE FUNCTION pristine.restore() RETURNS void LANGUAGE plpgsql AS $$
DECLARE item record;
BEGIN
    FOR item IN SELECT tab FROM pristine.tables WHERE NOT pristine.is_empty(tab) LOOP
        EXECUTE format('DELETE FROM %s', item.tab);
    END LOOP;
    FOR item IN SELECT * FROM pristine.kept LOOP
        EXECUTE format('INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM %3$s',
                       item.tab, item.columns, item.copy);
    END LOOP;
END $$;

DO $$
DECLARE item record;
BEGIN
    FOR item IN SELECT tab FROM pristine.tables WHERE NOT pristine.is_empty(tab) LOOP
        EXECUTE format('CREATE TABLE pristine.%I AS TABLE %s', 'copy_of_' || item.tab::oid, item.tab);
        INSERT INTO pristine.kept
        SELECT item.tab, format('pristine.%I', 'copy_of_' || item.tab::oid), string_agg(quote_ident(attname), ', ')
        FROM pg_attribute
        WHERE attrelid = item.tab AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
    END LOOP;
END $$;
"""


class Pristine:
    """The state right after the migrations, kept in the database itself. `url`: the test database, as the superuser."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        # A test that leaves a transaction open must be told, not waited for.
        self._connection.execute("SET lock_timeout = '20s'")
        self._connection.execute(TAKE)
        self._connection.execute("SET session_replication_role = replica")

    def restore(self) -> None:
        """Empty every table, and fill those again that the migrations had filled."""
        self._connection.execute("SELECT pristine.restore()")

    def close(self) -> None:
        self._connection.close()

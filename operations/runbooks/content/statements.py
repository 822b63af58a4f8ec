"""SQL in runbooks: somebody pastes it into psql at night, so the database looks at each statement before that."""

import psycopg
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _
from psycopg.pq import ExecStatus

from operations.runbooks.checks.reading import read_only


def why_no_query(statement: str) -> str | None:
    """What is wrong with a block ```sql, which may only read; None where the database takes it.

    It is planned as this role and never run: a cursor on it is opened, and nothing is fetched. A cursor takes one
    statement, which has to be a query.
    """
    try:
        with read_only(), connection.chunked_cursor() as cursor:
            cursor.execute(_bare(statement))
    except DatabaseError as error:
        return _told(error.__cause__)
    return None


def why_no_statement(statement: str) -> str | None:
    """What is wrong with a block ```sql-write; None where the database can read it and knows all that it names.

    It is parsed and never run, so nobody's rights are asked for: some are for the owner of the schema.
    """
    try:
        with read_only():
            connection.ensure_connection()
            result = connection.connection.pgconn.prepare(b"", _bare(statement).encode())
            if result.status != ExecStatus.COMMAND_OK:
                raise psycopg.errors.error_from_result(result)
    except psycopg.Error as error:
        return _told(error)
    return None


def _bare(statement: str) -> str:
    return statement.strip().removesuffix(";")


def _told(error: BaseException | None) -> str:
    told = error.diag.message_primary if isinstance(error, psycopg.Error) else None
    return _("The database does not take this statement: %s.") % (told or error)

"""Instants that may be 'infinity' in the database, which Python's datetime cannot hold."""

from typing import Any

from django.db import models


class OpenEndedField(models.DateTimeField):  # type: ignore[type-arg]
    """Reads 'infinity' as None; otherwise a DateTimeField. Without it, reading such a row is an error."""

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        return f"nullif({sql}, 'infinity')", params

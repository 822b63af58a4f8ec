"""The runtime role's rights, made anew after every migrate from SQL files: core's own, then each app's."""

import json
import re
from pathlib import Path

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from psycopg import sql

from core.owner import owner_is_apart
from core.sqlfiles import read_sql

# The name that the apps' grant files are written for; they run for the role the application really connects as.
WRITTEN_FOR = "freshops_app"
# Written by migrations alone.
NEVER_WRITTEN = {"auth_permission", "django_content_type"}


def grant_files(app: AppConfig) -> list[str]:
    """The names of the app's grant files, `grants_v1`, `grants_v2` ..., in the order of their numbers."""
    names = [path.stem for path in (Path(app.path) / "sql").glob("grants_v*.sql")]
    return sorted(names, key=lambda name: int(re.sub(r"\D", "", name)))


def written_tables() -> list[str]:
    """Tables of all apps that do not say themselves, in a grant file, what is written."""
    return sorted(
        model._meta.db_table
        for app in apps.get_app_configs()
        if app.label == "core" or not grant_files(app)
        for model in app.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in NEVER_WRITTEN
    )


def renew_grants(alias: str = DEFAULT_DB_ALIAS) -> None:
    """Give the runtime role exactly its rights, in one transaction. Runs as the owner; nothing to do with one role."""
    if not owner_is_apart():
        return
    role = settings.DATABASE_RUNTIME_ROLE
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT set_config('freshops.runtime_role', %s, true), set_config('freshops.written_tables', %s, true)",
            [role, json.dumps(written_tables())],
        )
        cursor.execute(read_sql("core", "grants_v1"))
        ours = {app.name: app for app in apps.get_app_configs() if app.name in settings.PROJECT_APPS}
        for app_name in reversed(settings.PROJECT_APPS):  # from the bottom up, as imports go
            app = ours[app_name]
            for name in [] if app.label == "core" else grant_files(app):
                text = read_sql(app.label, name)
                cursor.execute(re.sub(rf"\b{WRITTEN_FOR}\b", lambda _: sql.Identifier(role).as_string(), text))

"""Whatever an operator can set, call or watch is explained in docs/configuration.md, and nothing else is."""

import re

import pytest
from celery import current_app
from django.conf import settings
from django.core.management import get_commands
from prometheus_client import REGISTRY

import core.latency  # noqa: F401  its metrics are known once it is loaded
from core.metrics import BusinessMetrics
from freshops.environment import BASE_DIR
from freshops.schedule import jobs
from tests.meta.sources import environment_variables

SECTIONS = dict(
    re.findall(
        r"^## (.+?)\n(.*?)(?=^## |\Z)", (BASE_DIR / "docs/configuration.md").read_text(), re.MULTILINE | re.DOTALL
    )
)
# Read, but not ours to explain.
FOREIGN = {"PATH", "DJANGO_SETTINGS_MODULE"}


def first_column(*sections: str) -> set[str]:
    return {name for section in sections for name in re.findall(r"^\| `([^`]+)` \|", SECTIONS[section], re.MULTILINE)}


def test_every_environment_variable() -> None:
    explained = first_column("Where it runs", "Database, broker, mail", "Watching and limits")
    assert explained == environment_variables() - FOREIGN


def test_every_command() -> None:
    ours = {name for name, app in get_commands().items() if app in {"freshops", *settings.PROJECT_APPS}}
    assert first_column("Commands") == ours


def test_every_task() -> None:
    current_app.loader.import_default_modules()
    ours = {name for name in current_app.tasks if not name.startswith("celery.")}
    assert first_column("Periodic jobs") == ours
    assert {job.task for job in jobs()} <= ours


@pytest.mark.django_db
def test_every_metric() -> None:
    own = [family for family in REGISTRY.collect() if family.name.startswith("freshops_")]
    names = {
        family.name + ("_total" if family.type == "counter" else "") for family in [*BusinessMetrics().collect(), *own]
    }
    assert first_column("Metrics") == names

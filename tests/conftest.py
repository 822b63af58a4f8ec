"""Tests run on real servers, and as the application does: connected as a role that owns nothing."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.test.utils import setup_databases
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import DjangoDbBlocker

from core import operating
from core.owner import as_owner
from freshops.embedded.layout import OWNER, RUNTIME, SUPERUSER
from tests import run
from tests.pristine import Pristine

pytest_plugins = ["tests.browser"]

hypothesis_settings.register_profile(
    "freshops", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
hypothesis_settings.load_profile("freshops")


def _starts_the_run(config: pytest.Config) -> bool:
    return not hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    if _starts_the_run(config):
        run.start()


def pytest_unconfigure(config: pytest.Config) -> None:
    if _starts_the_run(config):
        run.delete(run.run_folder())


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The test database: made by the owner, used by the runtime role, so that every test proves the grants."""
    with django_db_blocker.unblock():
        with as_owner():
            setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
        pristine = Pristine(_url(SUPERUSER))
        with pytest.MonkeyPatch.context() as patch:
            # Django would TRUNCATE, which only an owner may; and what the migrations filled in has to come back.
            patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: pristine.restore())
            yield
        pristine.close()
        connection.close()


def _url(role: str) -> str:
    return run.layout().database_url(role, str(connection.settings_dict["NAME"]))


@pytest.fixture(autouse=True)
def normal_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    """No season is on, and nobody asks the database for it: what a page takes does not depend on when it is asked."""
    monkeypatch.setattr(operating._Kept, "source", None)
    monkeypatch.setattr(operating._Kept, "mode", operating.NORMAL)


@pytest.fixture(autouse=True)
def default_language() -> None:
    """Nobody has chosen a language yet: Django leaves that of the last request active."""
    translation.deactivate()


@pytest.fixture
def owner_db(django_db_setup: None) -> Iterator[psycopg.Connection]:
    """Raw SQL as the owner of the schema, in a session of its own: sees committed data only, commits at once."""
    with psycopg.connect(_url(OWNER), autocommit=True) as session:
        yield session


@pytest.fixture
def app_db(django_db_setup: None) -> Iterator[psycopg.Connection]:
    """Raw SQL as the application's role, in a session of its own: sees committed data only, commits at once."""
    with psycopg.connect(_url(RUNTIME), autocommit=True) as session:
        yield session

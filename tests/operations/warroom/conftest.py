"""People at their desks at noon of a day of the Oktoberfest, and a Prometheus."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from pytest_django.fixtures import Settings

from operations.warroom.measured import forget_measured
from tests.leads.admin.conftest import desk
from tests.operations.warroom.scene import NOON, scraped
from tests.seasonal.prometheus_server import serving

__all__ = ["desk"]


@pytest.fixture(autouse=True)
def nothing_measured(settings: Settings) -> None:
    """Nobody knows of a Prometheus, unless a test says so."""
    settings.PROMETHEUS_URL = ""
    forget_measured()


@pytest.fixture
def noon() -> Iterator[None]:
    """It is noon in Berlin on a day of the season."""
    with time_machine.travel(NOON, tick=True):
        yield


@pytest.fixture(scope="session")
def prometheus_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Prometheus that has scraped FreshOps up to now, and for half an hour to come."""
    with serving(tmp_path_factory.mktemp("prometheus"), scraped(datetime.now(UTC))) as url:
        yield url


@pytest.fixture
def prometheus(settings: Settings, prometheus_url: str) -> None:
    """It is known to FreshOps."""
    settings.PROMETHEUS_URL = prometheus_url

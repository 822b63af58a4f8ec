"""A mail server for reminders, and the settings that lead to it."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from tests.leads.reminders.sink import Sink


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    """A running SMTP server that the application sends its mail to."""
    with Sink() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server

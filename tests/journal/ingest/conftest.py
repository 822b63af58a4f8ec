"""The sender of the events."""

import pytest

from tests.api.client import Api
from tests.journal.ingest.sender import service


@pytest.fixture
def crm(db: None) -> Api:
    """A client of a service account that may send events of all territories."""
    return service()

"""People at their desks."""

import pytest

from tests.leads.admin.conftest import NewDesk, desk
from tests.leads.admin.desk import Desk

__all__ = ["desk"]


@pytest.fixture
def planner(desk: NewDesk) -> Desk:
    """A lead of the team, of all territories, who reads English."""
    return desk("lead", language="en")

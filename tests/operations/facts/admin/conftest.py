"""People at their desks, and a German sample that was requested and sent off."""

import pytest

from operations.facts.models import Sample
from tests.leads.admin.conftest import NewDesk, desk
from tests.leads.admin.desk import Desk
from tests.operations.facts.admin.scene import sample

__all__ = ["desk"]


@pytest.fixture
def boss(desk: NewDesk) -> Desk:
    """A lead of the team, of all territories."""
    return desk("lead")


@pytest.fixture
def sent_off(db: None) -> Sample:
    """A sample of a German lead, reported by the CRM."""
    return sample("S-1")

"""People at their desks."""

from tests.leads.admin.conftest import desk
from tests.seasonal.admin.conftest import planner

__all__ = ["desk", "planner"]

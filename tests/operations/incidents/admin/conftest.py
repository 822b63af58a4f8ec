"""People at their desks."""

from tests.leads.admin.conftest import boss, clerk, desk

__all__ = ["boss", "clerk", "desk"]

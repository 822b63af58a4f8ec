"""A mail server for pages."""

from tests.leads.reminders.conftest import sink

__all__ = ["sink"]

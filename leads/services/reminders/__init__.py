"""Reminders: queued when due, claimed, looked at once more, sent, recorded. docs/reminders.md explains how."""

from leads.services.reminders.dispatch import Dispatched, dispatch_reminders
from leads.services.reminders.retry import retry_reminder

__all__ = ["Dispatched", "dispatch_reminders", "retry_reminder"]

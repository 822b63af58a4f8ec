"""The admin of leads, holds, reminders and policies."""

from leads.admin import facts, leads

__all__ = ["facts", "leads"]

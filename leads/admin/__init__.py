"""The admin of leads, holds, reminders, policies and imports."""

from leads.admin import facts, imports, leads

__all__ = ["facts", "imports", "leads"]

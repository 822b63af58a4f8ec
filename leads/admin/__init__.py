"""The admin of leads, holds, reminders, expiries, policies and imports."""

from leads.admin import expiries, holds, imports, leads, policies, reminders

__all__ = ["expiries", "holds", "imports", "leads", "policies", "reminders"]

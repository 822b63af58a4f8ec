"""The admin of leads, holds, reminders, expiries, policies, rules and imports."""

from leads.admin import expiries, holds, imports, leads, policies, reminders, rules

__all__ = ["expiries", "holds", "imports", "leads", "policies", "reminders", "rules"]

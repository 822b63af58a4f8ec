"""Facts that other systems report: applied many at once, with the same outcome in whatever order they arrive."""

from leads.services.incoming.applying import apply_facts
from leads.services.incoming.following import follow_changes

__all__ = ["apply_facts", "follow_changes"]

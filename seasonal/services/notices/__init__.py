"""Mails about late milestones: queued once a person and day, claimed, sent outside transactions, recorded."""

from seasonal.services.notices.sending import Sent, send_late_notices

__all__ = ["Sent", "send_late_notices"]

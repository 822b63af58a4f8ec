"""Notifications: queued when their level is due, claimed, sent outside transactions, recorded. docs/incidents.md."""

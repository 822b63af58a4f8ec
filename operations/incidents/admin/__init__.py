"""The admin of incidents: the list, the war room, post-mortems, the rota, and whether escalation is alive."""

from operations.incidents.admin import audits, incidents, shifts

__all__ = ["audits", "incidents", "shifts"]

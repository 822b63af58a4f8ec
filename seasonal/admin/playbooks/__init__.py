"""Playbooks in the admin: milestones, release freezes, drills, daily reviews, reports."""

from seasonal.admin.playbooks import evidence, freezes, milestones, notices, reports, templates

__all__ = ["evidence", "freezes", "milestones", "notices", "reports", "templates"]

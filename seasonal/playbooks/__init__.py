"""Playbooks of seasons: when milestones are due, and what ticks them by itself."""

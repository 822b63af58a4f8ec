"""The admin of key figures: all at a glance, each by itself, and what they should be."""

from operations.kpis.admin import pages, targets

__all__ = ["pages", "targets"]

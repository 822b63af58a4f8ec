"""Changing business facts: by events, and by people."""

from operations.facts.services.correcting import correct_fact, void_fact
from operations.facts.services.recording import record_events

__all__ = ["correct_fact", "record_events", "void_fact"]

"""Changing business facts: by events, and by people."""

from operations.facts.services.correcting import correct_fact, void_fact
from operations.facts.services.privacy import correct_privacy_request, privacy_due_at, record_privacy_request
from operations.facts.services.recording import record_events

__all__ = [
    "correct_fact",
    "correct_privacy_request",
    "privacy_due_at",
    "record_events",
    "record_privacy_request",
    "void_fact",
]

"""The admin of runbooks: the library, reading, running checks, editing, publishing; contacts and feedback."""

from operations.runbooks.admin import contacts, feedback, library, synonyms

__all__ = ["contacts", "feedback", "library", "synonyms"]

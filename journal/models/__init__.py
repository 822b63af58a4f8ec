from journal.models.events import Event

__all__ = ["Event"]

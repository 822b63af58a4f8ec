"""The types of events that have a published schema."""

from journal.contracts.registry import contracts


def known_types() -> list[str]:
    """Their names in alphabetical order."""
    return sorted({contract.event_type for contract in contracts()})

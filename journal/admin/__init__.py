"""The admin of the journal: events, deliveries, subscriptions, replays, events that other systems sent."""

from journal.admin import deliveries, events, incoming, replays, subscriptions

__all__ = ["deliveries", "events", "incoming", "replays", "subscriptions"]

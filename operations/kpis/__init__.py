"""Key figures of the business: one registry, computed in SQL from the facts, the same number wherever it is shown."""

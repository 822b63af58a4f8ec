"""The load of a season as a load test sends it, and what becomes of a test: evidence."""

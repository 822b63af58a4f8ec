"""What a runbook says: one document in two languages, as a file and as JSON, and whether all it names exists."""

"""The journal over HTTP: events in, and what they look like."""

"""Alerts come in, and incidents are read and worked on, as JSON."""

"""Leads over HTTP: read them and their clocks, stop and restart a clock."""

"""Seasons: when the load is a multiple."""

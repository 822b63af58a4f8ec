"""Capacity planning: arithmetic alone, without a database, so that every number can be followed by hand."""

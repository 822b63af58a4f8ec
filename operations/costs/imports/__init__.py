"""Costs from CSV and XLSX files: which column is what, what a row means, what becomes of it."""

"""What `make bench` measures, on a database of its own with a million leads: docs/performance.md tells the figures."""

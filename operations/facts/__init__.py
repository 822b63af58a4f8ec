"""Business facts: samples, catering, orders, assignments, campaigns, answers; what KPIs are computed from."""

"""What it costs: AI, infrastructure and sales time, budgets, exchange rates, value-added tax."""

"""The admin of costs: costs and their import, the use of AI, budgets and rates."""

from operations.costs.admin import ai_usage, costs, imports, rates

__all__ = ["ai_usage", "costs", "imports", "rates"]

"""Changing costs: entered by people, imported from files."""

from operations.costs.services.entering import CostRefused, correct_cost, enter_cost
from operations.costs.services.imports import create_import, discard_import, refused_lines, run_import

__all__ = [
    "CostRefused",
    "correct_cost",
    "create_import",
    "discard_import",
    "enter_cost",
    "refused_lines",
    "run_import",
]

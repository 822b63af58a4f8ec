from operations.costs.models.ai import AiBudget, AiUsage
from operations.costs.models.costs import Cost, CostKind
from operations.costs.models.imports import CostImport, CostImportState
from operations.costs.models.rates import ExchangeRate, HourlyRate, VatRate

__all__ = [
    "AiBudget",
    "AiUsage",
    "Cost",
    "CostImport",
    "CostImportState",
    "CostKind",
    "ExchangeRate",
    "HourlyRate",
    "VatRate",
]

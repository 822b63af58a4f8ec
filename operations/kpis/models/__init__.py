from operations.kpis.models.snapshots import KpiSnapshot
from operations.kpis.models.targets import KpiTarget

__all__ = ["KpiSnapshot", "KpiTarget"]

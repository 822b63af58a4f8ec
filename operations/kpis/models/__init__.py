from operations.kpis.models.kpis import Kpi
from operations.kpis.models.snapshots import KpiSnapshot
from operations.kpis.models.targets import KpiTarget
from operations.kpis.models.trends import KpiTrend

__all__ = ["Kpi", "KpiSnapshot", "KpiTarget", "KpiTrend"]

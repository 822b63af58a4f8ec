"""Why there is no answer about a key figure."""

from core.errors import DomainError


class KpiUnknown(DomainError):
    """There is no KPI of this name."""

    code = "kpi_not_found"
    status = 404


class KpiRefused(DomainError):
    """The caller lacks the right, which `params["permission"]` names."""

    code = "kpi_not_allowed"
    status = 403


class TerritoryRefused(DomainError):
    """The territory is none of the caller's."""

    code = "kpi_territory"
    status = 403


class PeriodRefused(DomainError):
    """The time asked about makes no sense or is too much; `field` names what is at fault."""

    code = "kpi_period"
    status = 422


class KpiTooSlow(DomainError):
    """Measuring took too long; a shorter time may do."""

    code = "kpi_too_slow"
    status = 503

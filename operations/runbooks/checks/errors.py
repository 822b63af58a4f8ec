"""Why a check gave no answer."""

from core.errors import DomainError


class CheckUnknown(DomainError):
    """There is no check of this name."""

    code = "check_not_found"
    status = 404


class CheckRefused(DomainError):
    """The caller lacks the right, which `params["permission"]` names."""

    code = "check_not_allowed"
    status = 403


class CheckParameterWrong(DomainError):
    """A parameter is unknown, missing or not valid; `field` names it."""

    code = "check_parameter"
    status = 422


class CheckFailed(DomainError):
    """It took too long, or the database refused it; asking again later may do."""

    code = "check_failed"
    status = 503

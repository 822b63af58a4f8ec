"""Refusals that only HTTP knows. Apart from core.problems, because DRF's views import parsers and authentication."""

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, ValidationError


class InvalidQuery(ValidationError):
    """Parameters of the address are not valid: its errors name a `parameter`, where others point into the body."""


class ContentTooLarge(APIException):
    """The body is larger than any request here needs to be."""

    status_code = 413
    default_code = "content_too_large"
    default_detail = _("The body is too large.")


class LengthRequired(APIException):
    """The body comes in chunks, which WSGI does not hand on: it would be taken for an empty one."""

    status_code = 411
    default_code = "length_required"
    default_detail = _("Send the body with a Content-Length, not in chunks.")


class Busy(APIException):
    """Others are changing the same thing; `wait` seconds become Retry-After."""

    status_code = 409
    default_code = "busy"
    default_detail = _("Another request is changing the same thing right now. Try again in a moment.")
    wait = 1


class KeyReused(APIException):
    """The idempotency key stands for another request."""

    status_code = 422
    default_code = "idempotency_key_reused"
    default_detail = _("This idempotency key was used for another request. Take a new key for a new request.")


class LoginLocked(APIException):
    """Too many wrong passwords for this name from this address; `wait` seconds become Retry-After."""

    status_code = 429
    default_code = "login_locked"
    default_detail = _("Too many wrong passwords for this name. Wait before you try again.")

    def __init__(self, wait: float) -> None:
        super().__init__()
        self.wait = wait

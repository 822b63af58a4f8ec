"""What went wrong, for people: every rule of ours that refuses something raises a DomainError."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise


class DomainError(Exception):
    """A request that the rules refuse, in words for the person who made it.

    `code` is stable and machine-readable, `message` says what is wrong and what to do, `status` is the HTTP status it
    becomes (409: the present state forbids it; 422: the input makes no sense), `field` names the input at fault, and
    `params` holds what a program may want to know.
    """

    code = "refused"
    status = 409

    def __init__(
        self,
        message: str | Promise,
        *,
        code: str | None = None,
        status: int | None = None,
        field: str | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.status = status or self.status
        self.field = field
        self.params = dict(params or {})

    def __str__(self) -> str:
        return str(self.message)

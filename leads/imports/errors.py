"""Why a whole file is refused. A refused file has changed nothing."""

from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class FileRefused(DomainError):
    """The file cannot be read as a list of leads; the message says where it is broken and what to do."""

    code, status = "file_refused", 422

    def __init__(self, message: str | Promise, *, code: str, **params: Any) -> None:
        super().__init__(message, code=code, field="file", params=params)


class ImportRefused(DomainError):
    """The import is not in a state in which this can be done."""

    code = "import_refused"


def too_many_bytes(limit: int) -> FileRefused:
    """The refusal of a file bigger than `limit` bytes."""
    return FileRefused(
        _("The file is too big: at most %(megabytes)s MB. Split it into several files.")
        % {"megabytes": limit // 1024**2},
        code="file_too_big",
    )


def too_many_rows(limit: int) -> FileRefused:
    """The refusal of a file with more than `limit` rows."""
    return FileRefused(
        _("The file has more than %(limit)s rows. Split it into several files.")
        % {"limit": number_format(limit, force_grouping=True)},
        code="too_many_rows",
    )

"""What incidents refuse."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class IncidentRefused(DomainError):
    """The incident's state, or the input, forbids it."""

    code = "incident_refused"


class ShiftRefused(DomainError):
    """There can be no such shift on call."""

    code = "shift_refused"


def not_found() -> IncidentRefused:
    """No such incident, or none that one may see: nobody learns which."""
    return IncidentRefused(_("There is no such incident."), code="incident_not_found", status=404)


def text_of(text: str, *, field: str = "text", longest: int = 10_000) -> str:
    """The text without blanks around it. Raises IncidentRefused where nothing is left, or too much."""
    tidy = text.replace("\r\n", "\n").strip()
    if not tidy:
        raise IncidentRefused(_("Write something."), code="text_missing", status=422, field=field)
    if len(tidy) > longest or "\x00" in tidy:
        message = _("At most %(longest)s characters, without control characters.") % {"longest": longest}
        raise IncidentRefused(message, code="text_invalid", status=422, field=field)
    return tidy

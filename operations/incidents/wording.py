"""Incidents in the reader's language: titles, states, and the reasons for a severity."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from operations.runbooks.alerts import ALERTS
from operations.runbooks.responsibilities import Responsibility

if TYPE_CHECKING:
    from operations.incidents.models import Incident


def headline_of(incident: "Incident") -> str:
    """What has happened: the alert's title in the present language, or what a person wrote."""
    alert = ALERTS.get(incident.alert_name)
    return str(alert.title) if alert else incident.title


def impact_of(incident: "Incident") -> str:
    """What it costs, in terms of the business; empty where no alert says so."""
    alert = ALERTS.get(incident.alert_name)
    return str(alert.impact) if alert else ""


def state_name(state: str) -> str:
    """A state in the present language."""
    from operations.incidents.models import IncidentState

    return str(IncidentState(state).label)


def responsibility_name(responsibility: str) -> str:
    """What people call a responsibility."""
    return str(Responsibility(responsibility).label) if responsibility in Responsibility.values else responsibility


def reasons_of(incident: "Incident") -> list[str]:
    """Why the incident is as bad as it is, in the present language, in the order in which the reasons count."""
    reasons = [reason_text(reason) for reason in incident.severity_reasons]
    if incident.override_severity:
        by_hand = _("Set by hand to %(severity)s: %(reason)s")
        reasons.insert(0, by_hand % {"severity": incident.override_severity, "reason": incident.override_reason})
    return reasons


def reason_text(reason: dict[str, Any]) -> str:
    """One stored reason in the present language."""
    code, params = reason["code"], reason["params"]
    if code == "alert":
        return str(_("By itself it is %(severity)s.") % params)
    if code == "peak":
        return _("In the peak (%(season)s) it weighs more: %(severity)s.") % {
            **params,
            "season": _season_name(params["season"]),
        }
    return str(_COUNTED[code](params["count"]) % params)


def _season_name(kind: str) -> str:
    from seasonal.models import SeasonKind

    return str(dict(SeasonKind.choices).get(kind, kind))


_COUNTED: dict[str, Callable[[int], str]] = {
    "samples_lost": lambda n: ngettext(
        "%(count)s sample was lost in 24 h: %(severity)s.", "%(count)s samples were lost in 24 h: %(severity)s.", n
    ),
    "samples_at_risk": lambda n: ngettext(
        "%(count)s sample has not been sent off: %(severity)s.",
        "%(count)s samples have not been sent off: %(severity)s.",
        n,
    ),
    "leads_expired_unreminded": lambda n: ngettext(
        "%(count)s lead expired without a reminder: %(severity)s.",
        "%(count)s leads expired without a reminder: %(severity)s.",
        n,
    ),
    "leads_about_to_expire": lambda n: ngettext(
        "%(count)s lead expires within 48 h, and nobody has been reminded: %(severity)s.",
        "%(count)s leads expire within 48 h, and nobody has been reminded: %(severity)s.",
        n,
    ),
    "events_unanswered": lambda n: ngettext(
        "%(count)s event within 48 h has no answer: %(severity)s.",
        "%(count)s events within 48 h have no answer: %(severity)s.",
        n,
    ),
    "orders_unconfirmed": lambda n: ngettext(
        "%(count)s order is unconfirmed: %(severity)s.", "%(count)s orders are unconfirmed: %(severity)s.", n
    ),
}

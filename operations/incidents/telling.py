"""The lines of a timeline in the reader's language."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from operations.incidents.wording import reason_text, responsibility_name
from operations.runbooks.alerts import ALERTS

if TYPE_CHECKING:
    from operations.incidents.models import TimelineEntry


def told(entry: "TimelineEntry") -> str:
    """A line of the timeline in the present language, without its time and person; a person's text stays as it is."""
    said = _TOLD[entry.kind](entry.data)
    return f"{said} {entry.text}".strip() if entry.text else said


def _alert(data: dict[str, Any]) -> str:
    known = ALERTS.get(data.get("alert", ""))
    return str(known.title) if known else str(data.get("alert", ""))


def _opened(data: dict[str, Any]) -> str:
    return _("Opened as %(severity)s.") % data


def _fired(data: dict[str, Any]) -> str:
    if "went_on" in data:
        return _("The alert fires on: %(alert)s. It is incident #%(incident)s now.") % {
            "alert": _alert(data).rstrip("."),
            "incident": data["went_on"],
        }
    return _("Alert: %(alert)s.") % {"alert": _alert(data)}


def _ended(data: dict[str, Any]) -> str:
    if data.get("stays_open"):
        return _("The alert has ended: %(alert)s. The incident stays open until somebody resolves it.") % {
            "alert": _alert(data)
        }
    return _("The alert has ended: %(alert)s.") % {"alert": _alert(data)}


def _severity(data: dict[str, Any]) -> str:
    if data.get("stands"):
        return _("By its impact it is %(now)s now (was %(was)s); %(stands)s, set by hand, stands.") % data
    by = _("Severity by hand: %(now)s (was %(was)s).") if data.get("by_hand") else _("Severity: %(now)s (was %(was)s).")
    return " ".join([by % data, *(reason_text(reason) for reason in data.get("reasons", []))])


def _check(data: dict[str, Any]) -> str:
    title = data["title"].get((get_language() or "de")[:2]) or data["title"]["en"]
    form = {
        "DONE": _("Step %(position)s done: %(title)s."),
        "SKIPPED": _("Step %(position)s left out: %(title)s."),
        "OPEN": _("Step %(position)s open again: %(title)s."),
    }[data["state"]]
    return form % {"position": data["position"], "title": title.rstrip(".")}


def _role(data: dict[str, Any]) -> str:
    from operations.incidents.models import RoleName

    role = RoleName(data["role"]).label
    if data.get("released"):
        return _("%(name)s: no longer “%(role)s”.") % {"name": data["name"], "role": role}
    return _("%(name)s: “%(role)s”.") % {"name": data["name"], "role": role}


def _link(data: dict[str, Any]) -> str:
    if "lead_id" in data:
        form = _("Lead %(lead_id)s unlinked.") if data.get("removed") else _("Lead %(lead_id)s linked.")
    else:
        form = _("Event %(event_id)s unlinked.") if data.get("removed") else _("Event %(event_id)s linked.")
    return form % data


def _page(data: dict[str, Any]) -> str:
    form = {
        "SENT": _("Notified by e-mail: %(name)s (%(responsibility)s)."),
        "FAILED": _("Could not be notified: %(name)s (%(responsibility)s)."),
        "CANCELLED": _("Not notified any more, somebody has reacted: %(name)s (%(responsibility)s)."),
    }[data["state"]]
    return form % {"name": data["name"], "responsibility": responsibility_name(data["responsibility"])}


def _escalated(data: dict[str, Any]) -> str:
    if not data["responsibilities"]:
        return _("Nobody has reacted, and there is nobody left to notify. Call somebody.")
    names = ", ".join(responsibility_name(each) for each in data["responsibilities"])
    return _("Nobody reacted. Level %(level)s: %(names)s.") % {"level": data["level"], "names": names}


def _fixed(text: str | Promise) -> Callable[[dict[str, Any]], str]:
    return lambda _data: str(text)


_TOLD: dict[str, Callable[[dict[str, Any]], str]] = {
    "OPENED": _opened,
    "ALERT": _fired,
    "ALERT_ENDED": _ended,
    "SEVERITY": _severity,
    "ACKNOWLEDGED": _fixed(gettext_lazy("Acknowledged.")),
    "NOTE": _fixed(""),
    "UPDATE": _fixed(gettext_lazy("Update:")),
    "CHECK": _check,
    "ROLE": _role,
    "LINK": _link,
    "PAGE": _page,
    "ESCALATED": _escalated,
    "MITIGATED": _fixed(gettext_lazy("The damage is stopped.")),
    "RESOLVED": lambda data: _("Resolved: all alerts have ended.") if data.get("by_itself") else _("Resolved."),
    "REOPENED": lambda data: _("Reopened: it happens again.") if data.get("by_itself") else _("Reopened."),
    "CLOSED": _fixed(gettext_lazy("Closed.")),
    "POSTMORTEM": _fixed(gettext_lazy("Post-mortem published.")),
}

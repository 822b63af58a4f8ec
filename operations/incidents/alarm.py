"""The mail of the auditor: past queue, claims and pages, straight to whoever leads operations."""

from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from operations.incidents.models import EscalationAudit, Finding
from operations.runbooks.addresses import absolute, read_address
from operations.runbooks.models import Contact

# Who is told: the first of these who has an address.
TOLD = ("operations-lead", "management", "operations-on-call")


def sound_alarm(finding: EscalationAudit) -> int:
    """Tell the emergency contacts; how many were told (0: there are none). Raises OSError where no mail goes out."""
    addresses = _addresses()
    if not addresses:
        return 0
    with translation.override("de"):
        german = _text(finding)
    with translation.override("en"):
        english = _text(finding)
    with translation.override("de"):
        subject = _("[SEV1] Escalation of FreshOps: %(finding)s") % {"finding": _title(finding)}
    send_mail(subject, f"{german}\n\n--\n\n{english}", None, addresses)
    return len(addresses)


def _addresses() -> list[str]:
    for role in TOLD:
        found = Contact.objects.filter(role=role).exclude(email="").order_by("rank").values_list("email", flat=True)
        if found:
            return list(found)
    return []


def _title(finding: EscalationAudit) -> str:
    return str(Finding(finding.finding).label)


def _text(finding: EscalationAudit) -> str:
    lines = [
        _title(finding) + ".",
        _("FreshOps may not call anybody just now. Look at the open incidents yourself, and call people by phone."),
    ]
    if finding.incident_id is not None:
        lines.append(absolute(f"/admin/incidents/incident/{finding.incident_id}/change/"))
    else:
        lines.append(absolute("/admin/incidents/incident/"))
    lines.append(_("What to do: %(url)s") % {"url": absolute(read_address("incident-escalation", "call"))})
    return "\n\n".join(lines)

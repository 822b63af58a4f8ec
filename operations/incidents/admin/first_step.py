"""What to do first: the step of the runbook that the alert leads to, in the version that counted when it began."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.safestring import SafeString

from core.models import User
from operations.incidents.admin.rights import SEE_RUNBOOKS
from operations.incidents.models import Incident
from operations.runbooks.addresses import read_address
from operations.runbooks.admin.linked import prose
from operations.runbooks.admin.shape import shaped
from operations.runbooks.admin.texts import language_here
from operations.runbooks.content.document import text_in

# Where a step may stand in a runbook, what it is called there, and which of its texts says what to do.
_PLACES = (
    ("steps", "title", "text"),
    ("failure_scenarios", "title", "response"),
    ("troubleshooting", "symptom", "fix"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStep:
    """`url`: the runbook at that step, empty for who may not read it. Without `title` the runbook has no such step."""

    runbook: str
    url: str
    title: str = ""
    text: SafeString | str = ""


def first_step_of(incident: Incident, user: User, lead_ids: list[int]) -> FirstStep | None:
    """What to do first; None for an incident without a runbook. The checks of one linked lead are filled in."""
    if not incident.runbook_slug:
        return None
    url = ""
    if user.has_perm(SEE_RUNBOOKS):
        address, mark, anchor = read_address(incident.runbook_slug, incident.runbook_step).partition("#")
        query = f"?{urlencode({'lead_id': lead_ids[0]})}" if len(lead_ids) == 1 else ""
        url = f"{address}{query}{mark}{anchor}"
    if incident.runbook_version is None:
        return FirstStep(runbook=incident.runbook_slug, url=url)
    said = text_in(language_here(), shaped(incident.runbook_version.content))
    for part, title, text in _PLACES:
        for each in said[part]:
            if incident.runbook_step and each["id"] == incident.runbook_step:
                html = prose(each[text], incident.runbook_slug)
                return FirstStep(runbook=said["title"], url=url, title=each[title], text=html)
    return FirstStep(runbook=said["title"], url=url)

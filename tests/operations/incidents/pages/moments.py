"""Moving time by data: what happened, happened earlier."""

from datetime import timedelta

from django.db.models import F

from operations.incidents.models import Incident, Page


def wait(**length: float) -> None:
    """So much time passes for every incident and page: `wait(minutes=15)`."""
    passed = timedelta(**length)
    Incident.objects.update(
        paging_since=F("paging_since") - passed, opened_at=F("opened_at") - passed, began_at=F("began_at") - passed
    )
    Page.objects.update(
        due_at=F("due_at") - passed,
        next_attempt_at=F("next_attempt_at") - passed,
        claimed_until=F("claimed_until") - passed,
    )

"""Taking pages for oneself, for a while."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q

from core.dbclock import database_now
from operations.incidents.mail import PageMail, mail_of
from operations.incidents.models import Page, PageState


@dataclass(frozen=True, slots=True)
class Claim:
    """A page that is ours to send. `attempts` counts this one too."""

    page_id: int
    attempts: int
    mail: PageMail


@transaction.atomic(durable=True)
def claim_pages(*, worker: str, limit: int, lease: timedelta) -> list[Claim]:
    """Take up to `limit` pages whose turn it is for `worker`, for `lease`. Those of others are passed over until their
    lease is over: then their worker has died."""
    now = database_now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    turn = Page.objects.filter(free, state=PageState.PENDING, next_attempt_at__lte=now).order_by("due_at", "id")
    ids = list(turn.select_for_update(skip_locked=True, no_key=True).values_list("id", flat=True)[:limit])
    mine = Page.objects.filter(id__in=ids)
    mine.update(claimed_by=worker, claimed_until=now + lease, attempts=F("attempts") + 1)
    pages = mine.select_related("incident", "incident__runbook_version", "incident__runbook_version__runbook")
    return [Claim(page.pk, page.attempts, mail_of(page)) for page in pages.order_by("due_at", "id")]

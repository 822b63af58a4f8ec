"""What the database may forget."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from knox.models import get_token_model

from core.services.idempotency import forget_idempotency_keys
from core.services.jobs import forget_job_runs


def clean_up() -> dict[str, int]:
    """Delete expired sessions, tokens and idempotency keys, and job runs older than JOB_RUNS_KEPT_DAYS; how many."""
    now = timezone.now()
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    tokens, _ = get_token_model().objects.filter(expiry__lt=now).delete()
    runs = forget_job_runs(older_than=timedelta(days=settings.JOB_RUNS_KEPT_DAYS))
    keys = forget_idempotency_keys()
    return {"sessions": sessions, "tokens": tokens, "idempotency_keys": keys, "job_runs": runs}

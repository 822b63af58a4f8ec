"""Doing what a request asks for once, however often it is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from core.models import IdempotencyKey, User

KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class KeyedRequest:
    """A request under a key. The key counts for one user, method and path; `fingerprint` tells requests apart."""

    user: User
    method: str
    path: str
    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client is answered: HTTP status, and the body's text."""

    status: int
    body: str


class FingerprintDiffers(Exception):
    """The key stands for another request."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer, and whether it was given before."""

    answer: Answer
    replayed: bool


def answer_once(*, request: KeyedRequest, work: Callable[[], Answer]) -> KeptAnswer:
    """Run `work` and keep its answer in the same transaction, or return the answer that was kept less than 24 h ago.

    Of two at the same time the second waits for the first, as long as `lock_timeout` allows. An exception of `work`
    passes through and leaves nothing behind, so that the request may come again. Raises FingerprintDiffers.
    """
    scope = {"user": request.user, "method": request.method, "path": request.path, "key": request.key}
    with transaction.atomic():
        _wait_in_line(f"{request.user.pk} {request.method} {request.path} {request.key}")
        known = IdempotencyKey.objects.filter(**scope).first()
        if known is not None and known.created_at > timezone.now() - KEPT:
            if known.fingerprint != request.fingerprint:
                raise FingerprintDiffers
            return KeptAnswer(Answer(known.status, known.body), replayed=True)
        if known is not None:
            known.delete()
        answer = work()
        IdempotencyKey.objects.create(**scope, fingerprint=request.fingerprint, status=answer.status, body=answer.body)
        return KeptAnswer(answer, replayed=False)


def forget_idempotency_keys() -> int:
    """Delete the keys that are older than 24 h; how many."""
    deleted, _ = IdempotencyKey.objects.filter(created_at__lte=timezone.now() - KEPT).delete()
    return deleted


def _wait_in_line(name: str) -> None:
    # Until the end of the transaction; whoever comes next sees, in a new statement, what this one committed.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('idempotency:' || %s, 0))", [name])

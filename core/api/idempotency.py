"""Writes: a bounded wait for others, and the Idempotency-Key header."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from psycopg import errors as database
from rest_framework.exceptions import ParseError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.errors import Busy, KeyReused
from core.api.views import user_of
from core.services.idempotency import Answer, FingerprintDiffers, KeyedRequest, answer_once

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
# Shorter than a proxy's patience: the client learns that it may try again, instead of losing the connection.
LONGEST_WAIT = "10s"
_KEY = re.compile(r"[\x21-\x7e]{1,255}")

IDEMPOTENCY_KEY = OpenApiParameter(
    HEADER,
    {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    OpenApiParameter.HEADER,
    description=(
        "Makes repeating safe: within 24 hours the same key on the same address acts once and is answered the same "
        f"(then with the header `{REPLAYED}: true`); with another request it is refused with 422. A refused request is "
        "not kept and may come again under its key. A preview takes no notice of it."
    ),
)


@contextmanager
def bounded_wait() -> Iterator[None]:
    """A transaction that waits for the locks of others for 10 s at most; Busy after that, or in a deadlock."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LONGEST_WAIT])
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, (database.LockNotAvailable, database.DeadlockDetected)):
            raise Busy from error
        raise


def change(request: Request, work: Callable[[], Response]) -> HttpResponse:
    """Run `work` in one transaction: once for each Idempotency-Key, where the request has one.

    Raises what `work` raises (then nothing has changed), Busy, KeyReused, and what `key_of` raises.
    """
    key = key_of(request)
    with bounded_wait():
        if key is None:
            return work()
        keyed = KeyedRequest(user_of(request), str(request.method), request.path, key, _fingerprint(request))
        try:
            kept = answer_once(request=keyed, work=lambda: _answer(work()))
        except FingerprintDiffers:
            raise KeyReused from None
    headers = {REPLAYED: "true"} if kept.replayed else {}
    return HttpResponse(kept.answer.body, "application/json", kept.answer.status, headers=headers)


def key_of(request: Request) -> str | None:
    """The request's Idempotency-Key, None without one. Raises ParseError for a text that is no key."""
    key = request.headers.get(HEADER)
    if key is not None and not _KEY.fullmatch(key):
        raise ParseError(_("An Idempotency-Key has 1 to 255 visible ASCII characters."), code="invalid_key")
    return key


def _fingerprint(request: Request) -> str:
    # Of the values, not of the bytes: a client library may order the keys of a body anew.
    asked = [sorted(request.query_params.lists()), request.data]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def _answer(response: Response) -> Answer:
    return Answer(response.status_code, JSONRenderer().render(response.data).decode())

"""Answers that a client may keep: validators, 304, and gzip for whoever asks for it."""

import gzip
import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

# Kept by the client, asked about each time: rights and contacts may change at any moment.
CACHE_CONTROL = "private, no-cache"
VARY = ("Accept-Encoding", "Accept-Language", "Authorization")
_GZIP = re.compile(r"(?:gzip|x-gzip|\*)\s*(?:;\s*q=(?P<q>[\d.]+)\s*)?", re.IGNORECASE)
# Bytes of this process's answers by their ETag, which stands for them; some 20 KB each, the oldest go first.
_MOST_READY = 256
_ready: dict[str, bytes] = {}
_making_room = Lock()


class PreconditionFailed(APIException):
    """If-Match or If-Unmodified-Since name another state than the present one."""

    status_code = 412
    default_code = "precondition_failed"
    default_detail = _("This has changed since. Load it anew.")


def answer(
    request: Request, *, state: Any, modified: datetime, language: str, body: Callable[[], Any]
) -> HttpResponseBase:
    """304 for a client that has the present state; else 200 with what `body` makes of it, as JSON.

    `state`: plain values that change whenever the answer would, whatever it depends on; the ETag comes of them.
    `modified`: when the state last changed, as far as that is known: for information, it makes no 304. `body` is called
    only where it is needed. Raises PreconditionFailed.
    """
    packed = wants_gzip(request.headers.get("Accept-Encoding", ""))
    etag = _etag(state, packed)
    # Whole seconds, as HTTP writes them.
    seconds = int(modified.timestamp())
    # A contact that is gone, a right that was lost and the second version within a second leave the date as it was.
    request._request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
    response = get_conditional_response(request._request, etag=etag, last_modified=seconds)
    if response is None:
        response = _full(etag, body, packed)
    elif response.status_code == 412:
        raise PreconditionFailed
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(seconds)
    response.headers["Cache-Control"] = CACHE_CONTROL
    response.headers["Content-Language"] = language
    patch_vary_headers(response, VARY)
    return response


def wants_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding header takes gzip."""
    matches = (_GZIP.fullmatch(part.strip()) for part in accepted.split(","))
    return any(match is not None and float(match["q"] or 1) > 0 for match in matches)


def _etag(state: Any, packed: bool) -> str:
    # Strong, so each encoding has one of its own: it stands for bytes.
    told = json.dumps([state, packed], default=str, separators=(",", ":"))
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def _full(etag: str, body: Callable[[], Any], packed: bool) -> HttpResponse:
    content = _ready.get(etag)
    if content is None:
        content = JSONRenderer().render(body())
        if packed:
            # The same bytes for the same content: no time of packing, no padding.
            content = gzip.compress(content, compresslevel=6, mtime=0)
        with _making_room:
            while len(_ready) >= _MOST_READY:
                del _ready[next(iter(_ready))]
            _ready[etag] = content
    headers = {"Content-Encoding": "gzip"} if packed else {}
    return HttpResponse(content, "application/json", headers=headers)

"""A small client of Prometheus: instant queries of its HTTP API."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from time import monotonic
from typing import Any

import urllib3
from django.utils.translation import gettext as _

from core.errors import DomainError

_CONNECTING, _ANSWERING = 3.0, 20.0
_MOST_BYTES, _PIECE = 5_000_000, 65_536


class PrometheusError(DomainError):
    """Prometheus is not there, or refused a query; the message says which."""

    code = "prometheus"
    status = 503


@dataclass(frozen=True, slots=True)
class Sample:
    """A time series at the instant asked about."""

    labels: Mapping[str, str]
    value: Decimal


class Prometheus:
    """Asks the Prometheus at an address (PROMETHEUS_URL). `patience`: how many seconds a query may take."""

    def __init__(self, url: str, *, patience: float = _ANSWERING) -> None:
        if not url:
            raise PrometheusError(_("No Prometheus is known here. Set PROMETHEUS_URL."), code="prometheus_unknown")
        self._url, self._patience = url.rstrip("/"), patience
        timeout = urllib3.Timeout(total=patience, connect=min(_CONNECTING, patience))
        self._pool = urllib3.PoolManager(timeout=timeout, retries=False)

    def query(self, promql: str, *, at: datetime | None = None) -> list[Sample]:
        """The vector that an expression gives at an aware instant (default: now), without what is no number.

        Raises PrometheusError where there is no answer, or another one.
        """
        fields = {"query": promql} | ({"time": f"{at.timestamp():.3f}"} if at else {})
        body = self._post("/api/v1/query", fields)
        if body.get("status") != "success":
            raise PrometheusError(_("Prometheus refused the query: %(why)s") % {"why": body.get("error", "?")})
        data = body.get("data") or {}
        if data.get("resultType") != "vector":
            raise PrometheusError(_("Prometheus answered with a “%s”, not with a vector.") % data.get("resultType"))
        return _samples(data.get("result") or [])

    def _post(self, path: str, fields: Mapping[str, str]) -> dict[str, Any]:
        try:
            answer = self._pool.request("POST", self._url + path, fields=fields, encode_multipart=False,
                                        preload_content=False)  # fmt: skip
            try:
                raw = self._read(answer)
            finally:
                answer.release_conn()
            body = json.loads(raw)
        except urllib3.exceptions.HTTPError as error:
            raise PrometheusError(_("Prometheus does not answer at %(url)s.") % {"url": self._url}) from error
        except ValueError as error:
            raise PrometheusError(_("What answers at %(url)s is no Prometheus.") % {"url": self._url}) from error
        if not isinstance(body, dict):
            raise PrometheusError(_("What answers at %(url)s is no Prometheus.") % {"url": self._url})
        return body

    def _read(self, answer: urllib3.BaseHTTPResponse) -> bytes:
        """All of it, as long as it comes within our patience: the pool's timeout is one of each piece."""
        until = monotonic() + self._patience
        raw = b""
        while len(raw) < _MOST_BYTES and (piece := answer.read1(_PIECE)):
            raw += piece
            if monotonic() > until:
                raise urllib3.exceptions.TimeoutError("too slow")
        return raw


def _samples(result: Sequence[Mapping[str, Any]]) -> list[Sample]:
    found = []
    for each in result:
        try:
            value = Decimal(each["value"][1])
        except InvalidOperation:
            continue
        if value.is_finite():
            found.append(Sample(dict(each["metric"]), value))
    return found

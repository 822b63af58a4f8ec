"""/metrics: business metrics from the database, technical ones from the processes."""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from core.metrics import BusinessMetrics
from core.multiprocess import read_processes

LOOPBACK = {"127.0.0.1", "::1", ""}  # empty: asked over a unix socket


def may_read_metrics(request: HttpRequest) -> bool:
    """With METRICS_TOKEN set: whoever shows it as a bearer token. Without: this machine alone, and no proxy on it."""
    if settings.METRICS_TOKEN:
        shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return secrets.compare_digest(shown.encode(), settings.METRICS_TOKEN.encode())
    return request.META.get("REMOTE_ADDR", "") in LOOPBACK and "X-Forwarded-For" not in request.headers


@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """All metrics in Prometheus' text format. A fresh registry: with many processes the default one drops ours."""
    if not may_read_metrics(request):
        return HttpResponseForbidden("Set METRICS_TOKEN and send it as a bearer token.\n", content_type="text/plain")
    registry = CollectorRegistry(auto_describe=False)
    registry.register(BusinessMetrics())
    business = generate_latest(registry)  # first: it notes which groups could be read
    return HttpResponse(business + read_processes(), content_type=CONTENT_TYPE_LATEST)

"""/healthz: the process answers. /readyz: it can also do its work."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.health import OK, readiness


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive. Asks nothing else: restarting the web server does not mend a database."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 if database, broker, migrations and beat are fine, else 503; the body names each."""
    outcomes = readiness()
    ready = all(outcome == OK for outcome in outcomes.values())
    return JsonResponse({"status": "ok" if ready else "unavailable", "checks": outcomes}, status=200 if ready else 503)

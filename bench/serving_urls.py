"""The application's addresses, and a bare view to compare with: 304 after nothing but middleware and token."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from rest_framework.request import Request

from core.api.authentication import CountedTokenAuthentication
from freshops.urls import handler400, handler403, handler404, handler500
from freshops.urls import urlpatterns as theirs

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def bare(request: HttpRequest) -> HttpResponse:
    """304 for whoever has a token and the right to read runbooks."""
    found = CountedTokenAuthentication().authenticate(Request(request))
    allowed = found is not None and found[0].has_perm("runbooks.view_runbook")
    return HttpResponse(status=304 if allowed else 403)


urlpatterns = [path("bare/", bare), *theirs]

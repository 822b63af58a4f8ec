"""For each request: the user's language, and who changes something, for the history."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header
from pghistory.middleware import HistoryMiddleware

Handler = Callable[[HttpRequest], HttpResponse]
SUPPORTED = tuple(code for code, _ in settings.LANGUAGES)


def preferred_language(request: HttpRequest) -> str:
    """The signed-in user's language; else the first of the browser's that we speak; else German."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and user.language in SUPPORTED:
        return str(user.language)
    for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code.split("-")[0] in SUPPORTED:
            return code.split("-")[0]
    return settings.LANGUAGE_CODE


class UserLanguageMiddleware:
    """Show each user everything in their language. Comes after the authentication."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = preferred_language(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class HistoryContextMiddleware(HistoryMiddleware):
    """Every change that a request makes carries who and by which way (`admin`, `api` or `web`) into the history."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        first = request.path.strip("/").partition("/")[0]
        return {**super().get_context(request), "source": first if first in {"admin", "api"} else "web"}

"""Every address: who is not signed in gets nothing but a login and a sign of life."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.permissions import IsAuthenticated
from rest_framework.views import APIView

from core.api.permissions import ModelPermissions

# Path patterns that anyone may ask for. Each is here on purpose.
PUBLIC = {"": 302, "healthz": 200, "readyz": 503, "metrics": 403}
LOGIN = {"admin/login/", "admin/jsi18n/", "admin/logout/"}
API_OTHERWISE = {
    "api/v1/auth/login/": 400,  # reached, and refused for what it lacks
    "api/v1/seasons/calendar/<slug:secret>.ics": 404,  # the address is the secret: a wrong one there is not
}
ELSEWHERE = "192.0.2.1"  # not this machine: /metrics trusts that one


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, path)
        else:
            yield path, entry


def filled(path: str) -> str:
    """An address for a pattern, with 1 for each of its parameters."""
    return "/" + re.sub(r"<[^>]+>", "1", path)


ALL = dict(patterns())
API = {path: entry for path, entry in ALL.items() if path.startswith("api/")}
ADMIN = {path for path in ALL if path.startswith("admin/")}
CATCH_ALL = {path for path in ADMIN if "(?P" in path}


def test_there_is_nothing_beside_the_admin_the_api_and_the_signs_of_life() -> None:
    assert set(ALL) - set(API) - ADMIN == set(PUBLIC)


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), sorted(PUBLIC.items()))
def test_signs_of_life(client: Client, path: str, status: int) -> None:
    assert client.get(f"/{path}", REMOTE_ADDR=ELSEWHERE).status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize("path", sorted(ADMIN - LOGIN - CATCH_ALL))
def test_the_admin_sends_strangers_to_the_login(client: Client, path: str) -> None:
    for method in (client.get, client.post):
        answer = method(filled(path))
        assert answer.status_code == 302, path
        assert answer.headers["Location"].startswith("/admin/login/")


@pytest.mark.django_db
@pytest.mark.parametrize("path", sorted(API))
def test_the_api_answers_strangers_with_401(client: Client, path: str) -> None:
    view = getattr(API[path].callback, "cls", None)
    assert view is not None, f"{path} is no API view"
    methods = {method for method in ("get", "post", "put", "patch", "delete") if hasattr(view, method)}
    methods |= set(getattr(API[path].callback, "actions", None) or {})
    for method in methods:
        answer = getattr(client, method)(filled(path), data={}, content_type="application/json")
        assert answer.status_code == API_OTHERWISE.get(path, 401), (method, path)


def test_the_default_is_to_be_signed_in_and_to_have_the_right() -> None:
    assert list(APIView.permission_classes) == [IsAuthenticated, ModelPermissions]

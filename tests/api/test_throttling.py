"""Rate limits: how much is too much, for whom, and what is told."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from rest_framework.throttling import SimpleRateThrottle

from tests.api.client import Api, ago, problem
from tests.factories import LeadFactory

pytestmark = pytest.mark.django_db

Limit = Callable[[str, str], None]


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> Limit:
    """`limit("user", "2/min")`; counters of this test alone, since all tests share one Redis."""
    monkeypatch.setattr(SimpleRateThrottle, "cache_format", f"{uuid.uuid4()}_%(scope)s_%(ident)s")
    return lambda scope, rate: monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, scope, rate)


def test_all_requests_of_a_user(limit: Limit, viewer: Api, clerk: Api) -> None:
    limit("user", "2/min")
    assert [viewer.get("/leads/").status_code for _ in range(2)] == [200, 200]
    response = viewer.get("/leads/")
    problem(response, 429, "throttled")
    assert 1 <= int(response["Retry-After"]) <= 60
    assert clerk.get("/leads/").status_code == 200


def test_writes_of_a_user(limit: Limit, clerk: Api) -> None:
    limit("write", "1/min")
    path = f"/leads/{LeadFactory.create(created_at=ago(30)).pk}/holds/"
    assert clerk.post(path, {"reason_code": "PRICE"}).status_code == 201
    problem(clerk.post(path, {"reason_code": "PRICE"}), 429, "throttled")
    assert clerk.get("/leads/").status_code == 200


def test_wrong_tokens_of_an_address_but_never_a_right_one(limit: Limit, clerk: Api) -> None:
    limit("anonymous", "2/min")
    for token in ("a" * 64, "b" * 64):
        response = Client().get("/api/v1/leads/", headers={"Authorization": f"Token {token}"})
        problem(response, 401, "authentication_failed")
    response = Client().get("/api/v1/leads/", headers={"Authorization": "Token " + "c" * 64})
    problem(response, 429, "throttled")
    assert int(response["Retry-After"]) >= 1
    assert clerk.get("/leads/").status_code == 200


@pytest.mark.parametrize("token", ["\xff\xfe", "ä" * 64, "a b", "a-b", ""])
def test_what_can_be_no_token(limit: Limit, token: str) -> None:
    response = Client().get("/api/v1/leads/", headers={"Authorization": f"Token {token}"})
    assert response.status_code == 401


def test_logins_of_an_address(limit: Limit) -> None:
    limit("login", "2/min")
    ask = {"username": "nobody", "password": "x"}
    for name in ("a", "b"):
        response = Client().post("/api/v1/auth/login/", ask | {"username": name}, content_type="application/json")
        problem(response, 401, "login_failed")
    response = Client().post("/api/v1/auth/login/", ask, content_type="application/json")
    problem(response, 429, "throttled")
    assert int(response["Retry-After"]) >= 1


def test_without_redis_work_goes_on(limit: Limit, viewer: Api, settings: object) -> None:
    nowhere = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "unix:///nowhere/redis.sock"}
    limit("user", "1/min")
    settings.CACHES = {"default": nowhere}  # type: ignore[attr-defined]
    assert [viewer.get("/leads/").status_code for _ in range(3)] == [200, 200, 200]

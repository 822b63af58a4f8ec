"""A client of the API with a real token, and what every problem has to look like."""

from datetime import UTC, datetime, timedelta
from typing import Any

from knox.models import AuthToken
from rest_framework.test import APIClient

from core.models import User

PROBLEM = "application/problem+json"
ROOT = "/api/v1"


class Api:
    """Requests of one user; paths are below /api/v1."""

    def __init__(self, user: User | None) -> None:
        self._user = user
        self.client = APIClient()
        if user is not None:
            _, self.token = AuthToken.objects.create(user)
            self.client.credentials(HTTP_AUTHORIZATION=f"Token {self.token}")

    @property
    def user(self) -> User:
        """Whose requests these are."""
        assert self._user is not None
        return self._user

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(ROOT + path, query)

    def post(self, path: str, body: Any = None, key: str | None = None) -> Any:
        headers: dict[str, Any] = {"HTTP_IDEMPOTENCY_KEY": key} if key is not None else {}
        return self.client.post(ROOT + path, body, format="json", **headers)

    def post_raw(self, path: str, body: bytes, content_type: str = "application/json") -> Any:
        return self.client.post(ROOT + path, body, content_type=content_type)


def problem(response: Any, status: int, code: str) -> dict[str, Any]:
    """The body of a response that must be this problem, in the shape that all problems have."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == PROBLEM
    body: dict[str, Any] = response.json()
    assert body["code"] == code, body
    assert body["status"] == status
    assert {"type", "title", "detail", "instance"} <= body.keys()
    return body


def at_fault(body: dict[str, Any]) -> dict[str, str]:
    """Each value at fault, by pointer or parameter, with its code."""
    return {each.get("pointer", each.get("parameter", "?")): each["code"] for each in body["errors"]}


def ago(days: float) -> datetime:
    """The instant so many days ago."""
    return datetime.now(UTC) - timedelta(days=days)


def iso(instant: datetime) -> str:
    """An instant as the API writes it."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")

"""Tokens for people: name and password in, token out."""

import base64
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from knox.models import AuthToken

from core.models import User
from tests.api.client import Api, at_fault, problem
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "Grüner Baum 97070"
LOGIN = "/api/v1/auth/login/"


@pytest.fixture
def rita() -> User:
    """A clerk with a password."""
    user: User = UserFactory.create(username="rita", role="clerk", language="en", territories=["DE"])
    user.set_password(PASSWORD)
    user.save()
    return user


def ask(client: Client, **body: Any) -> Any:
    return client.post(LOGIN, body, content_type="application/json")


def ask_basic(client: Client, name: str, password: str) -> Any:
    credentials = base64.b64encode(f"{name}:{password}".encode()).decode()
    return client.generic("POST", LOGIN, headers={"Authorization": f"Basic {credentials}"})


def test_by_json(client: Client, rita: User) -> None:
    response = ask(client, username="rita", password=PASSWORD)
    assert response.status_code == 200, response.content
    assert response["Cache-Control"] == "no-store"
    body = response.json()
    assert body["user"] == {"id": rita.pk, "username": "rita", "language": "en", "territories": ["DE"]}
    assert body["expires_at"].endswith("Z")
    leads = client.get("/api/v1/leads/", headers={"Authorization": f"Token {body['token']}"})
    assert leads.status_code == 200


def test_by_basic(client: Client, rita: User) -> None:
    assert ask_basic(client, "rita", PASSWORD).status_code == 200
    response = ask_basic(client, "rita", "wrong")
    problem(response, 401, "login_failed")
    assert response["WWW-Authenticate"] == 'Basic realm="FreshOps"'


def test_only_the_hash_is_kept(client: Client, rita: User) -> None:
    token = ask(client, username="rita", password=PASSWORD).json()["token"]
    assert token not in str(AuthToken.objects.values().get())


@pytest.mark.parametrize(
    ("name", "password"), [("rita", "wrong"), ("nobody", PASSWORD), ("rita", ""), ("rita", "Gr\0n"), ("", PASSWORD)]
)
def test_what_is_wrong_gives_nothing_away(client: Client, rita: User, name: str, password: str) -> None:
    problem(ask_basic(client, name, password), 401, "login_failed")


@pytest.mark.parametrize("name", ["x" * 1000, "ri\0ta"])
def test_what_can_be_no_name(client: Client, rita: User, name: str) -> None:
    problem(ask_basic(client, name, PASSWORD), 401, "login_failed")


@pytest.mark.parametrize("header", ["Basic", "Basic !", "Basic a b", "Basic " + base64.b64encode(b"rita").decode()])
def test_a_malformed_basic_header(client: Client, rita: User, header: str) -> None:
    problem(client.post(LOGIN, headers={"Authorization": header}), 401, "authentication_failed")


def test_incomplete_or_unknown_fields(client: Client, rita: User) -> None:
    faults = at_fault(problem(ask(client, user="rita", password=PASSWORD), 400, "invalid"))
    assert faults == {"/user": "unknown", "/username": "required"}


def test_who_is_inactive_or_a_system_cannot(client: Client, rita: User) -> None:
    rita.is_active = False
    rita.save()
    problem(ask(client, username="rita", password=PASSWORD), 401, "login_failed")
    User.objects.update(is_active=True, is_service=True)
    problem(ask(client, username="rita", password=PASSWORD), 401, "login_failed")


def test_after_five_failures_the_right_password_waits_too(client: Client, rita: User) -> None:
    for _ in range(4):
        problem(ask(client, username="rita", password="wrong"), 401, "login_failed")
    problem(ask(client, username="rita", password="wrong"), 429, "login_locked")
    response = ask(client, username="rita", password=PASSWORD)
    problem(response, 429, "login_locked")
    assert int(response["Retry-After"]) == 15 * 60


def test_a_success_ends_the_count(client: Client, rita: User) -> None:
    for _ in range(3):
        for _ in range(4):
            ask(client, username="rita", password="wrong")
        assert ask(client, username="rita", password=PASSWORD).status_code == 200


def test_who_has_a_device_needs_its_code(client: Client, rita: User) -> None:
    device = StaticDevice.objects.create(user=rita, name="paper", confirmed=True)
    device.token_set.create(token="246810")
    problem(ask(client, username="rita", password=PASSWORD), 401, "login_failed")
    device.refresh_from_db()
    device.throttle_reset()
    assert ask(client, username="rita", password=PASSWORD, otp="246810").status_code == 200
    problem(ask(client, username="rita", password=PASSWORD, otp="246810"), 401, "login_failed")


def test_the_oldest_token_makes_room(client: Client, rita: User) -> None:
    first = ask(client, username="rita", password=PASSWORD).json()["token"]
    for _ in range(9):
        ask(client, username="rita", password=PASSWORD)
    assert client.get("/api/v1/leads/", headers={"Authorization": f"Token {first}"}).status_code == 200
    ask(client, username="rita", password=PASSWORD)
    assert client.get("/api/v1/leads/", headers={"Authorization": f"Token {first}"}).status_code == 401
    assert AuthToken.objects.filter(user=rita).count() == 10


def test_a_token_that_has_ended_is_refused_and_the_others_are_not(client: Client, rita: User) -> None:
    first, second = (ask(client, username="rita", password=PASSWORD).json()["token"] for _ in range(2))
    oldest = AuthToken.objects.filter(user=rita).earliest("created")
    AuthToken.objects.filter(pk=oldest.pk).update(expiry=timezone.now() - timedelta(seconds=1))

    assert client.get("/api/v1/leads/", headers={"Authorization": f"Token {second}"}).status_code == 200
    problem(client.get("/api/v1/leads/", headers={"Authorization": f"Token {first}"}), 401, "authentication_failed")


def test_logout_ends_one_token_or_all(clerk: Api) -> None:
    other = Api(clerk.user)
    another = Api(clerk.user)
    assert clerk.post("/auth/logout/").status_code == 204
    problem(clerk.get("/leads/"), 401, "authentication_failed")
    assert other.get("/leads/").status_code == 200
    assert other.post("/auth/logout-all/").status_code == 204
    problem(another.get("/leads/"), 401, "authentication_failed")

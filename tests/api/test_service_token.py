"""`manage.py create_service_token`."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from knox.models import AuthToken

from core.models import User
from tests.api.client import PROBLEM
from tests.factories import LeadFactory, UserFactory

pytestmark = pytest.mark.django_db


def make(*arguments: str) -> str:
    """What the command writes to standard output."""
    out = io.StringIO()
    call_command("create_service_token", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def get(client: Any, token: str) -> Any:
    return client.get("/api/v1/leads/", headers={"Authorization": f"Token {token.strip()}"})


def test_a_new_account_with_the_rights_of_the_group(client: Any) -> None:
    LeadFactory.create()
    token = make("crm", "--group", "clerk", "--days", "30")
    assert len(get(client, token).json()["results"]) == 1
    crm = User.objects.get(username="crm")
    assert crm.is_service
    assert not crm.has_usable_password()
    assert not crm.is_staff
    assert crm.has_perm("leads.place_hold")
    expiry = AuthToken.objects.get(user=crm).expiry
    assert abs(expiry - timezone.now() - timedelta(days=30)) < timedelta(minutes=1)


def test_a_second_token_leaves_the_first_and_replaces_the_rights(client: Any) -> None:
    first = make("crm", "--group", "clerk", "--territory", "DE")
    second = make("crm", "--group", "viewer")
    assert get(client, first).status_code == get(client, second).status_code == 200
    crm = User.objects.get(username="crm")
    assert [group.name for group in crm.groups.all()] == ["viewer"]
    assert crm.territories == ["DE"]


def test_it_ends_when_it_was_said_to(client: Any) -> None:
    token = make("crm", "--group", "viewer", "--days", "1")
    AuthToken.objects.update(expiry=timezone.now() - timedelta(seconds=1))
    response = get(client, token)
    assert (response.status_code, response["Content-Type"]) == (401, PROBLEM)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("crm", "--group", "boss"), "viewer, clerk, lead, administrator"),
        (("rita", "--group", "clerk"), "rita"),
        (("crm", "--group", "clerk", "--days", "0"), "1"),
        (("crm", "--group", "clerk", "--days", "9999"), "730"),
        (("", "--group", "clerk"), "“"),
        (("a b", "--group", "clerk"), "a b"),
        (("crm",), "--group"),
        (("crm", "--group", "clerk", "--territory", "FR"), "FR"),
    ],
)
def test_what_it_refuses(arguments: tuple[str, ...], told: str) -> None:
    UserFactory.create(username="rita")
    with pytest.raises(CommandError, match=told):
        make(*arguments)
    assert not AuthToken.objects.exists()
    assert not User.objects.filter(is_service=True).exists()

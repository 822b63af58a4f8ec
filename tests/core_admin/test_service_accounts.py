"""Service accounts: made without a password, and their tokens seen and ended, never read."""

from datetime import timedelta

import pytest
from django.test import Client
from knox.models import AuthToken

from core.models import User
from core.services.tokens import issue_service_token
from tests.core_admin.people import ADD, PASSWORD, group, page_of, sent
from tests.leads.admin.desk import Desk, Page

DAYS = timedelta(days=30)


@pytest.fixture
def token(db: None) -> str:
    """A token of the service account "crm", in clear text."""
    return issue_service_token(username="crm", groups=["clerk"], territories=["DE"], lifetime=DAYS).token


@pytest.fixture
def crm(token: str) -> User:
    return User.objects.get(username="crm")


def works(token: str) -> bool:
    return Client().get("/api/v1/leads/", headers={"authorization": f"Token {token}"}).status_code == 200


def revoke_links(page: Page) -> list[str]:
    return [link for link in page.links if "/tokens/" in link]


def test_one_is_made_without_a_password_and_with_the_command_for_a_token(administrator: Desk) -> None:
    data = sent(username="erp", is_service="on", roles=[group("clerk")], territories=["DE", "AT"], _continue="1")
    page = administrator.post(ADD, data, follow=True)

    made = User.objects.get(username="erp")
    assert (made.is_service, made.is_staff, made.has_usable_password()) == (True, False, False)
    assert "create_service_token erp --group clerk --territory DE --territory AT --days 90" in page.text
    assert administrator.get(page_of(made, "password")).status == 404


@pytest.mark.parametrize(
    ("forged", "field"),
    [({"password1": PASSWORD, "password2": PASSWORD}, "password1"), ({"is_staff": "on"}, "is_staff")],
)
def test_one_has_neither_password_nor_door_to_the_back_office(
    administrator: Desk, forged: dict[str, str], field: str
) -> None:
    page = administrator.post(ADD, sent(is_service="on", **forged))
    assert list(page.errors) == [field]
    assert not User.objects.filter(username="neu").exists()


def test_nor_does_it_get_one_later(administrator: Desk, superuser: Desk, crm: User) -> None:
    for desk in (administrator, superuser):
        desk.post(page_of(crm), sent(crm, is_staff="on", is_superuser="on"))
        desk.post(page_of(crm, "password"), {"new_password1": PASSWORD, "new_password2": PASSWORD})
    crm.refresh_from_db()
    assert (crm.is_staff, crm.is_superuser, crm.has_usable_password()) == (False, False, False)


def test_its_tokens_are_listed_and_none_is_shown(administrator: Desk, crm: User, token: str) -> None:
    page = administrator.get(page_of(crm))
    ((_created, until, action),) = page.table("tokens")
    stored = AuthToken.objects.get()
    assert action == "Revoke …"
    assert str((stored.expiry).year) in until
    html = page.response.content.decode()
    assert not [secret for secret in (token, stored.token_key, stored.digest) if secret in html]


def test_a_token_is_ended_after_a_question(administrator: Desk, crm: User, token: str) -> None:
    other = issue_service_token(username="crm", groups=["clerk"], territories=None, lifetime=DAYS).token
    oldest = administrator.get(page_of(crm)).root.findall(".//table//a[@href]")[-1].get("href", "")

    asked = administrator.get(oldest)
    assert "Revoke this token of crm?" in asked.text
    assert works(token)
    done = administrator.post(oldest, {}, follow=True)

    assert done.messages == ["Revoked: whoever uses it is refused from now on."]
    assert (works(token), works(other)) == (False, True)
    assert "no longer works" in administrator.post(oldest, {}, follow=True).messages[0]
    assert "→ revoked" in administrator.get(page_of(crm, "history")).text


def test_all_tokens_are_ended_at_once(administrator: Desk, crm: User, token: str) -> None:
    other = issue_service_token(username="crm", groups=["clerk"], territories=None, lifetime=DAYS).token
    path = page_of(crm, "tokens/all/revoke")
    assert path in revoke_links(administrator.get(page_of(crm)))
    assert "Revoke 2 tokens of crm?" in administrator.get(path).text
    administrator.post(path, {})
    assert not works(token)
    assert not works(other)


def test_a_token_of_somebody_else_is_not_reached_through_a_user(
    administrator: Desk, crm: User, clerk_user: User, token: str
) -> None:
    (link,) = revoke_links(administrator.get(page_of(crm)))
    administrator.post(link.replace(f"/{crm.pk}/", f"/{clerk_user.pk}/"), {})
    assert works(token)

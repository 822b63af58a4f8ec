"""Who reaches which page about users: administrators and superusers; their own settings, everyone."""

import pytest
from django.test import Client
from knox.models import AuthToken

from core.admin.tokens import ALL
from core.models import User
from tests.core_admin.people import ADD, LIST, ME, make, page_of, sent
from tests.leads.admin.desk import Desk

ALLOWED = {"administrator", "superuser"}


@pytest.fixture
def system(db: None) -> User:
    made = make(None, username="crm", is_staff=False, is_service=True)
    AuthToken.objects.create(made)
    return made


def addresses(system: User, person: User) -> list[str]:
    revoke = page_of(system, f"tokens/{ALL}/revoke")
    return [LIST, ADD, revoke, *(page_of(person, page) for page in ("change", "history", "password"))]


def test_pages_are_for_those_who_work_with_users(staff: dict[str, Desk], system: User, clerk_user: User) -> None:
    for path in addresses(system, clerk_user):
        found = {role for role, desk in staff.items() if desk.get(path).status == 200}
        assert found == ALLOWED, path
        assert {desk.get(path).status for role, desk in staff.items() if role not in ALLOWED} == {403}


def test_changes_are_for_those_who_work_with_users(staff: dict[str, Desk], system: User, clerk_user: User) -> None:
    for role in ("viewer", "clerk", "lead"):
        for path in addresses(system, clerk_user):
            assert staff[role].post(path, sent(clerk_user, first_name="Hacked")).status in {403, 405}, (role, path)
    clerk_user.refresh_from_db()
    assert clerk_user.first_name == "Carl"
    assert AuthToken.objects.filter(user=system).exists()


def test_strangers_are_sent_to_the_login(client: Client, system: User, clerk_user: User) -> None:
    for path in [*addresses(system, clerk_user), ME]:
        for answer in (client.get(path), client.post(path, sent(clerk_user, first_name="Hacked"))):
            assert (answer.status_code, answer.headers["Location"]) == (302, f"/admin/login/?next={path}")
    clerk_user.refresh_from_db()
    assert clerk_user.first_name == "Carl"


def test_changes_need_the_forms_own_token(administrator: Desk, system: User, clerk_user: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(administrator.user)
    for path in (*addresses(system, clerk_user), ME):
        if path not in {LIST, page_of(clerk_user, "history")}:
            assert strict.post(path, {}).status_code == 403, path


def test_nobody_deletes_users(staff: dict[str, Desk], clerk_user: User) -> None:
    for desk in staff.values():
        assert desk.post(page_of(clerk_user, "delete"), {"post": "yes"}).status == 403
    chosen = {"action": "delete_selected", "_selected_action": [clerk_user.pk], "post": "yes"}
    for role in ALLOWED:
        staff[role].post(LIST, chosen)
        assert "deletelink" not in staff[role].client.get(page_of(clerk_user)).content.decode()
    assert User.objects.filter(pk=clerk_user.pk).exists()


def test_the_navigation_offers_users_to_those_who_may(staff: dict[str, Desk]) -> None:
    assert {role for role, desk in staff.items() if LIST in desk.get("/admin/").links} == ALLOWED
    assert all(ME in desk.get("/admin/").links for desk in staff.values())


def test_no_hash_is_found_out_by_a_filter(administrator: Desk, clerk_user: User) -> None:
    for lookup in ("password__startswith=md5", "auth_token_set__digest__startswith=a"):
        assert administrator.get(LIST, lookup).status == 400, lookup

"""Nobody gets, gives or keeps from themselves rights by the pages about users: forged fields included."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission

from core.models import User
from tests.core_admin.people import ADD, PASSWORD, group, make, page_of, sent
from tests.leads.admin.desk import Desk

Forged = dict[str, Any]


@pytest.fixture
def auditors(db: None) -> Group:
    """A group of the installation's own, with a right that administrators lack."""
    made = Group.objects.create(name="auditors")
    made.permissions.add(Permission.objects.get(codename="view_session"))
    return made


def test_an_administrator_makes_no_superuser(administrator: Desk, clerk_user: User) -> None:
    assert administrator.post(page_of(clerk_user), sent(clerk_user, is_superuser="on")).status == 302
    administrator.post(page_of(administrator.user), sent(administrator.user, is_superuser="on"))
    administrator.post(ADD, sent(is_superuser="on", is_staff="on"))
    assert not User.objects.filter(is_superuser=True).exists()
    assert User.objects.filter(username="neu").exists()  # the field was not read


def test_a_superuser_makes_superusers(superuser: Desk, clerk_user: User) -> None:
    superuser.post(page_of(clerk_user), sent(clerk_user, is_superuser="on"))
    superuser.post(ADD, sent(is_superuser="on", is_staff="on"))
    assert set(User.objects.filter(is_superuser=True).values_list("username", flat=True)) == {"root", "carl", "neu"}


def test_an_administrator_only_looks_at_a_superuser(administrator: Desk) -> None:
    chief = make("superuser", username="chief", email="chief@example.org", first_name="Ada", last_name="Chief")
    page = administrator.get(page_of(chief))
    assert "Only a superuser may change them" in page.text
    assert page.buttons == set()
    for path, data in (
        (page_of(chief), sent(chief, email="mine@example.org", is_active=False)),
        (page_of(chief, "password"), {"new_password1": PASSWORD, "new_password2": PASSWORD}),
        (page_of(chief, "tokens/all/revoke"), {}),
    ):
        assert administrator.post(path, data).status == 403
    chief.refresh_from_db()
    assert (chief.email, chief.is_active, chief.check_password(PASSWORD)) == ("chief@example.org", True, False)


def test_nobody_gets_individual_rights(administrator: Desk, superuser: Desk, clerk_user: User) -> None:
    right = Permission.objects.get(codename="delete_user")
    for desk in (administrator, superuser):
        desk.post(page_of(clerk_user), sent(clerk_user, user_permissions=[right.pk]))
        desk.post(page_of(desk.user), sent(desk.user, user_permissions=[right.pk]))
    assert not User.objects.filter(user_permissions__isnull=False).exists()


def test_roles_beyond_ones_own_are_not_given(administrator: Desk, clerk_user: User, auditors: Group) -> None:
    roles = [group("clerk"), auditors.pk]
    page = administrator.post(page_of(clerk_user), sent(clerk_user, roles=roles))
    assert list(page.errors) == ["roles"]
    administrator.post(page_of(administrator.user), sent(administrator.user, roles=[group("administrator"), *roles]))
    administrator.post(ADD, sent(roles=[auditors.pk]))
    assert not auditors.user_set.exists()


def test_who_has_more_rights_is_not_taken_over(administrator: Desk, clerk_user: User, auditors: Group) -> None:
    """Deactivated too: who may set the password could activate the user again."""
    clerk_user.groups.add(auditors)
    User.objects.filter(pk=clerk_user.pk).update(is_active=False)
    password = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert administrator.post(page_of(clerk_user), sent(clerk_user, is_active="on")).status == 403
    assert administrator.post(page_of(clerk_user, "password"), password).status == 403


def test_a_superuser_gives_every_role(superuser: Desk, clerk_user: User, auditors: Group) -> None:
    superuser.post(page_of(clerk_user), sent(clerk_user, roles=[auditors.pk]))
    assert list(clerk_user.groups.all()) == [auditors]


@pytest.mark.parametrize(
    ("forged", "field"),
    [({"is_active": False}, "is_active"), ({"is_staff": False}, "is_staff"), ({"roles": []}, "roles")],
)
def test_an_administrator_does_not_lock_themselves_out(administrator: Desk, forged: Forged, field: str) -> None:
    page = administrator.post(page_of(administrator.user), sent(administrator.user, **forged))
    assert list(page.errors) == [field]
    assert "yourself" in page.errors[field][0]
    stored = User.objects.get(pk=administrator.user.pk)
    assert stored.is_active
    assert stored.is_staff
    assert stored.has_perm("core.change_user")


@pytest.mark.parametrize("field", ["is_active", "is_staff", "is_superuser"])
def test_a_superuser_does_not_lock_themselves_out(superuser: Desk, field: str) -> None:
    page = superuser.post(page_of(superuser.user), sent(superuser.user, **{field: False}))
    assert list(page.errors) == [field]
    assert getattr(User.objects.get(pk=superuser.user.pk), field)


def test_an_administrator_changes_the_rest_of_themselves(administrator: Desk) -> None:
    roles = [group("administrator"), group("viewer")]
    data = sent(administrator.user, first_name="Anna", territories=["AT"], roles=roles)
    assert administrator.post(page_of(administrator.user), data).status == 302
    stored = User.objects.get(pk=administrator.user.pk)
    assert (stored.first_name, stored.territories, stored.groups.count()) == ("Anna", ["AT"], 2)


def test_administrators_make_and_end_administrators(administrator: Desk, clerk_user: User) -> None:
    administrator.post(page_of(clerk_user), sent(clerk_user, roles=[group("administrator")]))
    assert clerk_user.groups.filter(name="administrator").exists()
    administrator.post(page_of(clerk_user), sent(clerk_user, roles=[group("viewer")]))
    assert list(clerk_user.groups.values_list("name", flat=True)) == ["viewer"]


def test_a_person_never_becomes_a_service_account(administrator: Desk, clerk_user: User) -> None:
    """What a service account reports counts without a second look."""
    administrator.post(page_of(clerk_user), sent(clerk_user, is_service="on"))
    clerk_user.refresh_from_db()
    assert not clerk_user.is_service


def test_territories_are_those_there_are(administrator: Desk, clerk_user: User) -> None:
    page = administrator.post(page_of(clerk_user), sent(clerk_user, territories=["DE", "FR"]))
    assert list(page.errors) == ["territories"]

"""Making and changing users: what an administrator enters is what is kept, and what a page says of it."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from knox.models import AuthToken

from core.models import User
from tests.core_admin.people import ADD, LIST, PASSWORD, group, make, page_of, sent
from tests.factories import UserFactory
from tests.leads.admin.desk import Desk, Page


def names(page: Page) -> set[str]:
    """The user names that a list shows."""
    return {row[0].split()[-1] for row in page.listing}


def test_a_person_is_added_with_roles_territories_and_password(administrator: Desk) -> None:
    entered = {"first_name": "Nina", "last_name": "Neu", "email": "nina@example.org", "language": "en"}
    rights = {"roles": [group("viewer"), group("clerk")], "territories": ["AT", "DE"], "is_staff": "on"}
    data = sent(**entered, **rights, password1=PASSWORD, password2=PASSWORD)
    assert administrator.post(ADD, data).status == 302

    nina = User.objects.get(username="neu")
    assert {name: getattr(nina, name) for name in entered} == entered
    assert nina.territories == ["DE", "AT"]
    assert set(nina.groups.values_list("name", flat=True)) == {"viewer", "clerk"}
    assert nina.is_staff
    assert not nina.is_superuser
    assert Client().post("/admin/login/", {"username": "neu", "password": PASSWORD}).status_code == 302


def test_without_a_password_nobody_can_sign_in_yet(administrator: Desk) -> None:
    administrator.post(ADD, sent(is_staff="on"))
    assert not User.objects.get(username="neu").has_usable_password()


def test_passwords_are_held_against_the_validators(administrator: Desk) -> None:
    for first, second in (("short1x", "short1x"), (PASSWORD, "another-one-2"), (PASSWORD, ""), ("", PASSWORD)):
        page = administrator.post(ADD, sent(is_staff="on", password1=first, password2=second))
        assert list(page.errors) == ["password2"], (first, second)
        assert PASSWORD not in page.response.content.decode()
    assert not User.objects.filter(username="neu").exists()


def test_a_name_is_given_once(administrator: Desk, clerk_user: User) -> None:
    assert list(administrator.post(ADD, sent(username="carl")).errors) == ["username"]


def test_a_user_is_changed_and_deactivated(administrator: Desk, clerk_user: User) -> None:
    desk = Desk(clerk_user)
    AuthToken.objects.create(clerk_user)
    data = sent(clerk_user, last_name="Kern", territories=["CH"], roles=[group("lead")], is_active=False)
    assert administrator.post(page_of(clerk_user), data).status == 302

    clerk_user.refresh_from_db()
    assert (clerk_user.last_name, clerk_user.territories, clerk_user.is_active) == ("Kern", ["CH"], False)
    assert list(clerk_user.groups.values_list("name", flat=True)) == ["lead"]
    assert desk.get("/admin/").status == 302
    assert not AuthToken.objects.filter(user=clerk_user).exists()


def test_a_new_password_ends_sessions_and_tokens(administrator: Desk, clerk_user: User) -> None:
    desk = Desk(clerk_user)
    AuthToken.objects.create(clerk_user)
    path = page_of(clerk_user, "password")
    assert list(administrator.post(path, {"new_password1": "kurz", "new_password2": "kurz"}).errors) == [
        "new_password2"
    ]
    assert desk.get("/admin/").status == 200

    page = administrator.post(path, {"new_password1": PASSWORD, "new_password2": PASSWORD}, follow=True)

    assert "password was set" in page.messages[0]
    clerk_user.refresh_from_db()
    assert clerk_user.check_password(PASSWORD)
    assert desk.get("/admin/").status == 302
    assert not AuthToken.objects.filter(user=clerk_user).exists()


def test_roles_are_offered_by_name_with_what_they_may_do(administrator: Desk, clerk_user: User) -> None:
    page = administrator.get(page_of(clerk_user)).text
    lead, administrator_may = page.partition(" Team lead ")[2].split(" Administrator ", 1)
    assert "writes and publishes runbooks" in lead
    assert "orrects holds" in lead
    assert "dds protection policies; manages subscriptions" in administrator_may


def test_the_list_says_who_may_do_what(administrator: Desk, clerk_user: User) -> None:
    make(None, username="crm", first_name="", last_name="", is_staff=False, is_service=True)
    make("superuser", username="gone", is_active=False)
    rows = {row[0].split()[-1]: " | ".join(row) for row in administrator.get(LIST).listing}
    assert "Carl Clerk carl | carl@example.org | Clerk | DE, CH, AT | –" in rows["carl"]
    assert "service account" in rows["crm"]
    assert "deactivated superuser" in rows["gone"]


def test_tabs_filters_and_search(administrator: Desk, clerk_user: User) -> None:
    make(None, username="crm", is_staff=False, is_service=True, territories=[])
    make("lead", username="gone", is_active=False, territories=["CH"], language="de")
    for query, found in {
        "": {"anna", "carl", "crm", "gone"},
        "kind=people": {"anna", "carl"},
        "kind=systems": {"crm"},
        "kind=deactivated": {"gone"},
        "role=clerk": {"carl"},
        "territory=CH": {"anna", "carl", "gone"},
        "territory=CH&kind=people": {"anna", "carl"},
        "language=de": {"gone"},
        "q=Clerk": {"carl"},
        "q=carl@example": {"carl"},
    }.items():
        assert names(administrator.get(LIST, query)) == found, query
    assert "All 3 People 2 Service accounts 0 Deactivated 1" in administrator.get(LIST, "territory=CH").text


def test_the_list_takes_as_many_statements_for_many_users(administrator: Desk) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert administrator.get(LIST).status == 200
        return len(queries)

    UserFactory.create_batch(3, role="clerk")
    count()
    few = count()
    UserFactory.create_batch(30, role="lead")
    assert count() == few

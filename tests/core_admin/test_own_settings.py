"""What people set for themselves, and for nobody else."""

from django.contrib.admin.models import LogEntry
from django.test import Client

from core.models import User
from tests.core_admin.people import ME, group, make, page_of
from tests.leads.admin.desk import Desk
from tests.leads.admin.document import with_class, words

SETTINGS = {"language": "en", "first_name": "Jörg", "last_name": "Müller", "email": "jm@example.org"}


def test_everyone_who_may_sign_in_has_their_settings(staff: dict[str, Desk]) -> None:
    for role, desk in staff.items():
        assert desk.get(ME).status == 200
        page = desk.post(ME, {**SETTINGS, "first_name": role}, follow=True)
        assert page.messages == ["Your settings are saved."]
        desk.user.refresh_from_db()
        assert (desk.user.first_name, desk.user.email) == (role, "jm@example.org")


def test_the_next_page_is_in_the_language_that_was_chosen(db: None) -> None:
    desk = Desk(make("viewer"))
    assert "My settings" in desk.get(ME).text
    page = desk.post(ME, {**SETTINGS, "language": "de"}, follow=True)
    assert page.messages == ["Ihre Einstellungen sind gespeichert."]
    assert page.root.get("lang") == "de"
    assert "Meine Einstellungen" in page.text
    assert "My settings" in desk.post(ME, SETTINGS, follow=True).text


def test_nothing_else_is_read_and_nobody_else_is_changed(staff: dict[str, Desk], clerk_user: User) -> None:
    viewer = staff["viewer"]
    forged = {
        "id": clerk_user.pk,
        "username": "carl2",
        "is_superuser": "on",
        "is_service": "on",
        "territories": ["CH"],
        "roles": [group("administrator")],
        "groups": [group("administrator")],
        "user_permissions": [1],
    }
    before = User.objects.filter(pk=viewer.user.pk).values("username", "is_superuser", "is_service", "territories")[0]
    viewer.post(ME, {**SETTINGS, **forged})

    assert User.objects.filter(pk=viewer.user.pk).values(*before)[0] == before
    assert list(viewer.user.groups.values_list("name", flat=True)) == ["viewer"]
    assert not viewer.user.user_permissions.exists()
    clerk_user.refresh_from_db()
    assert clerk_user.first_name == "Carl"


def test_what_is_wrong_is_said_and_not_saved(staff: dict[str, Desk]) -> None:
    desk = staff["clerk"]
    page = desk.post(ME, {**SETTINGS, "language": "fr", "email": "nobody", "first_name": "Else"})
    assert set(page.errors) == {"language", "email"}
    assert "Jörg" in words(next(with_class(page.root, "user-name")))
    desk.user.refresh_from_db()
    assert desk.user.first_name == "Jörg"


def test_a_change_of_ones_own_is_in_the_history(administrator: Desk) -> None:
    administrator.post(ME, {**SETTINGS, "language": "de"})
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (administrator.user, str(administrator.user.pk))
    assert "Sprache: English → Deutsch" in administrator.get(page_of(administrator.user, "history")).text


def test_who_may_not_sign_in_has_no_settings(db: None) -> None:
    client = Client()
    client.force_login(make(None, is_staff=False))
    assert client.get(ME).status_code == 302

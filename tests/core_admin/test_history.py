"""The history of a user: who changed which role and territory, in the reader's words."""

from django.contrib.admin.models import LogEntry
from django.utils.translation import override

from core.models import User
from tests.core_admin.people import ADD, PASSWORD, group, page_of, sent
from tests.leads.admin.desk import Desk


def told(desk: Desk, user: User) -> list[list[str]]:
    """The rows of the history page without their time."""
    return [row[1:] for row in desk.get(page_of(user, "history")).table("changes")]


def test_roles_and_territories_are_told_before_and_after(administrator: Desk, clerk_user: User) -> None:
    roles = [group("clerk"), group("lead")]
    administrator.post(page_of(clerk_user), sent(clerk_user, roles=roles, territories=["DE"], is_staff=False))

    ((who, what),) = told(administrator, clerk_user)
    assert who == str(administrator.user)
    assert "Roles: Clerk → Clerk, Team lead" in what
    assert "Territories: Germany, Switzerland, Austria → Germany" in what
    assert "May sign in to the back office: yes → no" in what

    User.objects.filter(pk=administrator.user.pk).update(language="de")
    ((_who, german),) = told(administrator, clerk_user)
    assert "Rollen: Sachbearbeitung → Sachbearbeitung, Teamleitung" in german


def test_nothing_changed_is_no_entry_of_a_change(administrator: Desk, clerk_user: User) -> None:
    administrator.post(page_of(clerk_user), sent(clerk_user))
    assert [what for _who, what in told(administrator, clerk_user) if "→" in what] == []


def test_a_password_is_noted_and_not_kept(administrator: Desk, clerk_user: User) -> None:
    path = page_of(clerk_user, "password")
    administrator.post(path, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    administrator.post(ADD, sent(is_staff="on", password1=PASSWORD, password2=PASSWORD))

    assert told(administrator, clerk_user) == [[str(administrator.user), "Password set anew"]]
    ((_who, added),) = told(administrator, User.objects.get(username="neu"))
    assert added.startswith("Added")
    assert "Password set anew" in added
    assert not [entry for entry in LogEntry.objects.all() if PASSWORD in entry.change_message]


def test_the_newest_is_first(administrator: Desk, clerk_user: User) -> None:
    for name in ("One", "Two"):
        clerk_user.refresh_from_db()
        administrator.post(page_of(clerk_user), sent(clerk_user, first_name=name))
    assert [what for _who, what in told(administrator, clerk_user)] == [
        "First name: One → Two",
        "First name: Carl → One",
    ]


def test_django_understands_the_log_too(administrator: Desk, clerk_user: User) -> None:
    administrator.post(page_of(clerk_user), sent(clerk_user, territories=["DE"]))
    with override("en"):
        assert LogEntry.objects.get().get_change_message() == "Changed territories."

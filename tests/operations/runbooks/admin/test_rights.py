"""Who may open which page of the runbooks and do what there, role by role."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from operations.runbooks.models import Contact, RunbookVersion, StepFeedback
from tests.leads.admin.doors import (
    ADMINISTRATOR,
    EVERYONE,
    FROM_ADMINISTRATOR,
    FROM_LEAD,
    FROM_VIEWER,
    LEAD,
    SUPERUSER,
)
from tests.operations.runbooks.admin.conftest import NewDesk
from tests.operations.runbooks.admin.forms import sent_by
from tests.operations.runbooks.admin.scene import ADD, CONTACTS, FEEDBACK, LIBRARY, PREVIEW, full, keep, page
from tests.operations.runbooks.documents import both

Roles = tuple[str | None, ...]


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_open_which_page(desk: NewDesk, coffee: RunbookVersion, role: str | None) -> None:
    keep(full(title=both("Another")))
    contact = Contact.objects.get()
    doors: dict[str, Roles] = {
        LIBRARY: FROM_VIEWER,
        page("read"): FROM_VIEWER,
        page("versions"): FROM_VIEWER,
        page("read") + "?version=2": FROM_LEAD,
        ADD: FROM_LEAD,
        page("edit"): FROM_LEAD,
        page("publish"): FROM_LEAD,
        page("discard"): FROM_LEAD,
        CONTACTS: FROM_VIEWER,
        f"{CONTACTS}{contact.pk}/change/": FROM_VIEWER,
        f"{CONTACTS}add/": FROM_ADMINISTRATOR,
        f"{CONTACTS}{contact.pk}/delete/": FROM_ADMINISTRATOR,
        FEEDBACK: FROM_LEAD,
        f"{FEEDBACK}add/": (),
    }
    person = desk(role)
    answers = {path: person.get(path).status for path in doors}
    hidden = 404 if role in FROM_VIEWER else 403  # who may not see drafts does not learn that there is one
    expected = {path: 200 if role in allowed else 403 for path, allowed in doors.items()}
    expected[page("read") + "?version=2"] = 200 if role in FROM_LEAD else hidden
    assert answers == expected


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_write(desk: NewDesk, coffee: RunbookVersion, role: str | None) -> None:
    sent = {**sent_by(desk("lead").get(page("edit")), title_en="Theirs"), "save": "1"}
    desk(role).post(page("edit"), sent)
    assert RunbookVersion.objects.filter(state="DRAFT").exists() == (role in FROM_LEAD)


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_begin_a_runbook(desk: NewDesk, coffee: RunbookVersion, role: str | None) -> None:
    desk(role).post(ADD, {**sent_by(desk("lead").get(ADD), slug="tea"), "save": "1"})
    assert RunbookVersion.objects.filter(runbook__slug="tea").exists() == (role in FROM_LEAD)


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_publish_and_discard(desk: NewDesk, coffee: RunbookVersion, role: str | None) -> None:
    draft = keep(full(title=both("Another")))
    sent = {"digest": draft.digest, "note": "x", "confirm": "1"}
    person = desk(role)
    person.post(page("publish"), sent)
    assert (RunbookVersion.objects.current().get().number == 2) == (role in FROM_LEAD)
    draft = keep(full(title=both("A third")))
    person.post(page("discard"), {"digest": draft.digest, "confirm": "1"})
    assert RunbookVersion.objects.filter(state="DRAFT").exists() != (role in FROM_LEAD)


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_have_texts_rendered_and_say_whether_it_helped(
    desk: NewDesk, coffee: RunbookVersion, role: str | None
) -> None:
    person = desk(role)
    assert person.post(PREVIEW, {"text": "x"}).status == (200 if role in FROM_LEAD else 403)
    person.post(page("feedback"), {"version": "1", "anchor": "look", "helped": "yes"})
    assert StepFeedback.objects.exists() == (role in FROM_VIEWER)


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_keep_contacts(desk: NewDesk, coffee: RunbookVersion, role: str | None) -> None:
    person, contact = desk(role), Contact.objects.get()
    sent = {"role": "legal", "rank": "1", "name": "Dr. Vogt", "phone": "+49 931 9", "email": "", "hours": ""}
    person.post(f"{CONTACTS}add/", sent)
    assert Contact.objects.filter(name="Dr. Vogt").exists() == (role in FROM_ADMINISTRATOR)
    person.post(f"{CONTACTS}{contact.pk}/change/", {**sent, "name": "Changed"})
    assert Contact.objects.filter(name="Changed").exists() == (role in FROM_ADMINISTRATOR)
    person.post(f"{CONTACTS}{contact.pk}/delete/", {"post": "yes"})
    assert Contact.objects.filter(pk=contact.pk).exists() != (role in FROM_ADMINISTRATOR)


def test_who_may_edit_but_not_publish_is_not_offered_it(desk: NewDesk, coffee: RunbookVersion) -> None:
    """As somebody may be whom an administrator gave only one of the two rights."""
    keep(full(title=both("Another")))
    writer = desk("viewer")
    writer.user.user_permissions.add(Permission.objects.get(codename="edit_runbook"))
    shown = writer.get(page("edit"))
    assert shown.status == 200
    assert page("publish") not in shown.links
    assert "publish" not in shown.buttons
    assert writer.get(page("publish")).status == 403


@pytest.mark.parametrize("role", FROM_VIEWER)
def test_who_is_offered_what(desk: NewDesk, coffee: RunbookVersion, role: str) -> None:
    person = desk(role)
    assert (page("edit") in person.get(page("read")).links) == (role in FROM_LEAD)
    assert (ADD in person.get(LIBRARY).links) == (role in FROM_LEAD)
    assert (f"{CONTACTS}add/" in person.get(page("read")).links) == (role in (ADMINISTRATOR, SUPERUSER))
    assert (FEEDBACK in person.get(LIBRARY).links) == (role in (LEAD, ADMINISTRATOR, SUPERUSER))


def test_a_get_changes_nothing(desk: NewDesk, coffee: RunbookVersion) -> None:
    draft, person = keep(full(title=both("Another"))), desk("superuser")
    person.get(page("publish"), f"confirm=1&note=x&digest={draft.digest}")
    person.get(page("discard"), f"confirm=1&digest={draft.digest}")
    assert person.get(page("feedback"), "anchor=look&helped=yes").status == 405
    assert RunbookVersion.objects.get(state="DRAFT").digest == draft.digest
    assert not StepFeedback.objects.exists()


def test_without_the_csrf_token_nothing_happens(desk: NewDesk, coffee: RunbookVersion) -> None:
    draft = keep(full(title=both("Another")))
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk("superuser").user)
    confirmed = {"digest": draft.digest, "note": "x", "confirm": "1"}
    for path, sent in {
        page("publish"): confirmed,
        page("discard"): confirmed,
        page("edit"): {"save": "1"},
        ADD: {"save": "1"},
        PREVIEW: {"text": "x"},
        page("feedback"): {"helped": "yes"},
    }.items():
        assert client.post(path, sent).status_code == 403
    assert RunbookVersion.objects.get(state="DRAFT").digest == draft.digest

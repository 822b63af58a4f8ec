"""Somebody publishes while somebody else writes: it is said, nothing typed is lost, and saving again saves."""

from operations.runbooks.models import Origin, RunbookVersion
from operations.runbooks.services.drafts import save_draft
from operations.runbooks.services.publishing import publish_draft
from tests.leads.admin.desk import Desk
from tests.operations.runbooks.admin.conftest import NewDesk
from tests.operations.runbooks.admin.forms import sent_by
from tests.operations.runbooks.admin.scene import full, keep, page, published
from tests.operations.runbooks.documents import both

EDIT = page("edit")
AGAIN = "Compare it with your text. Saving again takes your text."


def _title_of_the_draft() -> str:
    return str(RunbookVersion.objects.get(state="DRAFT").content["title"]["en"])


def test_the_draft_itself_is_published_meanwhile(desk: NewDesk, lead: Desk, coffee: RunbookVersion) -> None:
    draft = keep(full(title=both("Together")))
    sent = sent_by(lead.get(EDIT), title_en="Mine")
    other = desk("lead").user
    publish_draft(slug="coffee", actor=other)

    shown = lead.post(EDIT, {**sent, "save": "1"})

    assert shown.status == 422
    assert f"Version {draft.number} has been published meanwhile, by {other}: –. {AGAIN}" in shown.text
    assert sent_by(shown)["title_en"] == "Mine"
    lead.post(EDIT, {**sent_by(shown), "save": "1"})
    assert _title_of_the_draft() == "Mine"


def test_another_draft_is_begun_after_that(desk: NewDesk, lead: Desk, coffee: RunbookVersion) -> None:
    keep(full(title=both("Together")))
    sent = sent_by(lead.get(EDIT), title_en="Mine")
    other = desk("lead").user
    publish_draft(slug="coffee", actor=other)
    save_draft(content=full(title=both("Theirs")), actor=other)

    shown = lead.post(EDIT, {**sent, "save": "1"})

    assert f"It also takes the place of the draft that has been written meanwhile, by {other}." in shown.text
    assert _title_of_the_draft() == "Theirs"
    lead.post(EDIT, {**sent_by(shown), "save": "1"})
    assert _title_of_the_draft() == "Mine"


def test_a_version_that_came_from_a_file_has_no_author(lead: Desk, coffee: RunbookVersion) -> None:
    sent = sent_by(lead.get(EDIT))
    save_draft(content=full(title=both("From the file")), actor=None, note="Renamed", origin=Origin.FILE)
    publish_draft(slug="coffee", actor=None)
    shown = lead.post(EDIT, {**sent, "save": "1"})
    assert f"Version 2 has been taken from its file meanwhile: Renamed. {AGAIN}" in shown.text


def test_a_version_that_nobody_published_has_none_either(lead: Desk, coffee: RunbookVersion) -> None:
    sent = sent_by(lead.get(EDIT))
    published(full(title=both("Theirs")), note="Renamed")
    shown = lead.post(EDIT, {**sent, "save": "1"})
    assert f"Version 2 has been published meanwhile: Renamed. {AGAIN}" in shown.text

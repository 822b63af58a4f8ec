"""The page on which a runbook is read: its language, its versions, what links to it."""

from core.console.badges import Tone
from operations.runbooks.models import Contact, RunbookVersion
from tests.leads.admin.desk import Desk
from tests.leads.admin.document import by_id, with_class, words
from tests.operations.runbooks.admin.conftest import NewDesk
from tests.operations.runbooks.admin.scene import full, keep, page, published
from tests.operations.runbooks.documents import both

READ = page("read")


def test_it_shows_everything_with_the_summary_first(desk: NewDesk, coffee: RunbookVersion) -> None:
    shown = desk("viewer").get(READ)
    (summary,) = with_class(shown.root, "summary")
    assert words(summary) == "In 30 seconds The coffee machine is out of order."
    for text in (
        "Look closely at the pump .",
        "No water",
        "No beans",
        "Fill in beans.",
        "Cups in time",
        "manage.py check",
    ):
        assert text in shown.text
    steps = [element.get("id") for element in with_class(shown.root, "step")]
    assert steps == ["look", "check-lead", "check-soon", "check-database", "verify"]
    assert {"pump-dead", "beans-gone"} <= {element.get("id") for element in with_class(shown.root, "trouble")}
    assert "cannot simply be undone" in words(by_id(shown.root, "verify"))
    assert "cannot simply be undone" not in words(by_id(shown.root, "look"))
    assert page("read") + "#pump-dead" in shown.links


def test_it_is_in_the_readers_language_unless_another_is_asked_for(desk: NewDesk, coffee: RunbookVersion) -> None:
    german, english = desk("viewer", language="de"), desk("viewer")
    assert "Coffee machine (deutsch)" in german.get(READ).text
    assert "Coffee machine (deutsch)" not in english.get(READ).text
    assert "Coffee machine (deutsch)" in english.get(READ, "lang=de").text
    assert "Coffee machine (deutsch)" not in english.get(READ, "lang=fr").text


def test_an_old_version_says_that_it_is_old(desk: NewDesk, coffee: RunbookVersion) -> None:
    published(full(summary=both("Now there are two coffee machines.")), note="A second machine")
    reader = desk("viewer")
    old, new = reader.get(READ, "version=1"), reader.get(READ)
    assert "It no longer counts: version 2 does." in old.text
    assert "out of order" in old.text
    assert "no longer counts" not in new.text
    assert "A second machine" in new.text
    for query in ("version=3", "version=x", "version=-1"):
        assert reader.get(READ, query).status == 404


def test_drafts_are_for_those_who_may_edit(desk: NewDesk, lead: Desk, coffee: RunbookVersion) -> None:
    keep(full(summary=both("A draft of something longer.")))
    assert "it does not count yet" in lead.get(READ, "version=2").text
    assert "A draft of something longer." not in lead.get(READ).text
    assert desk("clerk").get(READ, "version=2").status == 404
    keep(full("tea"))
    assert lead.get(page("read", "tea")).status == 200
    assert desk("clerk").get(page("read", "tea")).status == 404


def test_an_unfinished_draft_can_be_read(lead: Desk) -> None:
    keep({"slug": "tea", "title": "tea", "steps": [{"kind": "check", "check": "nothing"}, "?"], "kpis": {}})
    shown = lead.get(page("read", "tea"))
    assert shown.status == 200
    assert "The check “nothing” is no longer there." in shown.text


def test_contacts_with_numbers_to_call(desk: NewDesk, coffee: RunbookVersion) -> None:
    shown = desk("viewer").get(READ)
    assert "tel:+4993112345" in shown.links
    assert "Nobody is entered for this role." in shown.text  # for the management
    assert "after 90 minutes" in shown.text
    assert "at once Operations lead SEV1 answers within 15 minutes" in shown.text
    Contact.objects.all().delete()
    assert not [link for link in desk("viewer").get(READ).links if link.startswith("tel:")]


def test_whoever_may_not_see_contacts_sees_none(desk: NewDesk, coffee: RunbookVersion) -> None:
    helper = desk("help")
    shown = helper.get(READ)
    assert shown.status == 200
    assert "Greta" not in shown.text
    assert "Nobody is entered" not in shown.text


def test_what_nobody_reviewed_is_marked(desk: NewDesk) -> None:
    published(full(review_due="2020-01-01"))
    shown = desk("viewer").get(READ)
    assert f"badge-{Tone.WARNING}" in shown.response.content.decode()
    assert "past review" in shown.text


def test_markdown_is_shown_without_raw_html(desk: NewDesk) -> None:
    published(full(context=both("<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>")))
    html = desk("viewer").get(READ).response.content.decode()
    assert "<script>alert" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


def test_the_admins_own_address_leads_here(desk: NewDesk, coffee: RunbookVersion) -> None:
    answer = desk("viewer").client.get(f"/admin/runbooks/runbook/{coffee.runbook_id}/change/")
    assert answer.headers["Location"] == READ
    assert desk("viewer").get("/admin/runbooks/runbook/999999/change/").status == 404

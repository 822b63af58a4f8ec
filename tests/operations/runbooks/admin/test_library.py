"""The library: found, filtered, counted; feedback and contacts; what the start page says."""

import pytest

from operations.runbooks.models import Contact, RunbookVersion, StepFeedback
from tests.leads.admin.desk import Desk
from tests.leads.admin.document import with_class, words
from tests.operations.runbooks.admin.conftest import NewDesk
from tests.operations.runbooks.admin.scene import CONTACTS, FEEDBACK, LIBRARY, full, keep, page, published
from tests.operations.runbooks.documents import both, document


@pytest.fixture
def shelf(coffee: RunbookVersion) -> None:
    """Four runbooks, the last of them a draft alone."""
    published(document("tea", title=both("Tea kitchen"), owner="legal", territories=["CH"]))
    published(document("oven", title=both("Oven"), review_due="2020-01-31", alerts=["RelayDown"]))
    keep(document("wine", title=both("Wine cellar")))
    keep(document("oven", title=both("Oven, better")))


def _titles(person: Desk, query: str = "") -> list[str]:
    return [row[0] for row in person.get(LIBRARY, query).listing]


def test_it_lists_what_people_may_know(desk: NewDesk, lead: Desk, shelf: None) -> None:
    assert _titles(desk("viewer")) == ["Coffee machine coffee", "Oven oven", "Tea kitchen tea"]
    assert _titles(lead)[-1] == "Wine cellar wine"
    rows = {row[0]: row[1:] for row in lead.get(LIBRARY).listing}
    assert rows["Oven oven"] == ["all", "RelayDown", "Operations lead", "31 Jan 2020 past review", "1 draft"]
    assert rows["Tea kitchen tea"][:3] == ["CH", "–", "Legal"]
    assert rows["Wine cellar wine"][-1] == "– draft"
    german = desk("viewer", language="de")
    assert _titles(german)[0] == "Coffee machine (deutsch) coffee"


def test_it_is_filtered(desk: NewDesk, lead: Desk, shelf: None) -> None:
    viewer = desk("viewer")
    assert _titles(viewer, "owner=legal") == ["Tea kitchen tea"]
    assert _titles(viewer, "territory=CH") == ["Tea kitchen tea"]
    assert _titles(viewer, "territory=ALL") == ["Coffee machine coffee", "Oven oven"]
    assert _titles(viewer, "alert=RelayDown") == _titles(viewer, "show=past-review") == ["Oven oven"]
    assert _titles(lead, "show=drafts") == ["Oven oven", "Wine cellar wine"]
    assert len(_titles(viewer, "show=drafts&owner=x&territory=x&alert=x")) == 3
    (tabs,) = with_class(lead.get(LIBRARY).root, "tabs")
    assert words(tabs) == "All 4 Drafts 2 Past review 1"


def test_it_is_searched_like_the_help_system_and_by_title(desk: NewDesk, lead: Desk, shelf: None) -> None:
    viewer = desk("viewer")
    assert _titles(viewer, "q=coffee machine out of order")[0] == "Coffee machine coffee"
    assert _titles(viewer, "q=kitch") == ["Tea kitchen tea"]
    assert _titles(viewer, "q=cellar") == []
    assert _titles(lead, "q=cellar") == ["Wine cellar wine"]
    assert _titles(viewer, "q=xyzzy") == []
    links = viewer.get(LIBRARY, "q=kitch").links
    assert f"{page('read', 'tea')}?asked=kitch" in links


def test_an_answer_keeps_what_was_searched_for(desk: NewDesk, coffee: RunbookVersion) -> None:
    person = desk("viewer")
    sent = {"version": "1", "anchor": "pump-dead", "helped": "no", "comment": "Which pump?", "asked": "no water"}
    answer = person.post(page("feedback"), sent, follow=True)
    (thanks,) = with_class(answer.root, "thanks")
    assert "Thank you" in words(thanks)
    kept = StepFeedback.objects.get()
    assert (kept.anchor, kept.helped, kept.comment, kept.asked, kept.source, kept.given_by) == (
        "pump-dead",
        False,
        "Which pump?",
        "no water",
        "admin",
        person.user,
    )


@pytest.mark.parametrize("change", [{"anchor": "nothing"}, {"helped": "perhaps"}, {"helped": ""}, {"version": "7"}])
def test_no_other_answers_are_taken(desk: NewDesk, coffee: RunbookVersion, change: dict[str, str]) -> None:
    sent = {"version": "1", "anchor": "look", "helped": "yes", **change}
    assert desk("viewer").post(page("feedback"), sent).status == (400 if "helped" in change else 404)
    assert not StepFeedback.objects.exists()


def test_drafts_take_no_answers(lead: Desk, coffee: RunbookVersion) -> None:
    keep(full(title=both("Another")))
    assert lead.post(page("feedback"), {"version": "2", "anchor": "look", "helped": "yes"}).status == 404


def test_those_who_write_read_the_answers(lead: Desk, desk: NewDesk, coffee: RunbookVersion) -> None:
    desk("viewer").post(page("feedback"), {"version": "1", "anchor": "look", "helped": "no", "comment": "Where?"})
    desk("viewer").post(page("feedback"), {"version": "1", "anchor": "", "helped": "yes"})
    rows = lead.get(FEEDBACK).listing
    assert [row[:3] for row in rows] == [
        ["the whole coffee@1", "helped", "–"],
        ["look coffee@1", "did not help", "Where?"],
    ]
    assert len(lead.get(FEEDBACK, "helped__exact=0").listing) == 1


def test_a_contact_can_be_reached(desk: NewDesk) -> None:
    administrator = desk("administrator")
    sent = {"role": "legal", "rank": "1", "name": "Dr. Vogt", "phone": "", "email": "", "hours": ""}
    assert administrator.post(f"{CONTACTS}add/", sent).errors["phone"]
    assert administrator.post(f"{CONTACTS}add/", {**sent, "phone": "call me"}).errors["phone"]
    administrator.post(f"{CONTACTS}add/", {**sent, "phone": " +49 (931)  12-3 "})
    assert Contact.objects.get().phone == "+49 (931) 12-3"
    assert "tel:+49931123" in administrator.get(CONTACTS).links


def test_the_start_page_and_the_navigation_say_what_waits(desk: NewDesk, lead: Desk, shelf: None) -> None:
    version = RunbookVersion.objects.current().get(runbook__slug="coffee")
    for _number in range(6):
        person = desk("viewer")
        person.post(page("feedback"), {"version": str(version.number), "anchor": "look", "helped": "no"})
    (attention,) = with_class(lead.get("/admin/").root, "attention")
    lines = [words(line) for line in attention.iter("li")]
    assert lines == ["Does not help Coffee machine 6 of 6 said no", "Past review Oven since 31 Jan 2020"]
    assert "Drafts 2 waiting" in lead.get("/admin/").text
    assert "Past review 1 waiting" in lead.get("/admin/").text
    assert "Oven" not in person.get("/admin/").text

"""What holds for every page: looking changes nothing, nothing is inline, and it speaks the reader's language."""

import re
from xml.etree.ElementTree import Element

import pytest

from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import LIST, Desk, Page, change_of
from tests.leads.admin.document import by_id, words
from tests.leads.admin.doors import DOORS, SUPERUSER, Scene
from tests.leads.admin.snapshot import snapshot

OPEN = [name for name, (_, allowed) in DOORS.items() if SUPERUSER in allowed]


@pytest.mark.parametrize("query", ["", "confirm=1&preview=1&reason_code=PRICE&kind=NOTE&why=x&action=place_holds"])
def test_looking_changes_nothing(desk: NewDesk, scene: Scene, query: str) -> None:
    person = desk("superuser")
    before = snapshot()
    for path, _ in DOORS.values():
        person.get(path(scene), query)
    assert snapshot() == before


def _inline(root: Element) -> list[str]:
    """What the content security policy would refuse."""
    found = []
    for element in root.iter():
        found += [f"{element.tag} {name}" for name in element.attrib if name == "style" or name.startswith("on")]
        if element.tag == "style":
            found.append("style element")
        if element.tag == "script" and "src" not in element.attrib and element.get("type") != "application/json":
            found.append("inline script")
        if element.get("href", "").startswith("javascript:"):
            found.append("javascript: link")
    return found


def _all_pages(person: Desk, scene: Scene) -> dict[str, Page]:
    """Every page, and those that only sending shows."""
    pages = {name: person.get(DOORS[name][0](scene)) for name in OPEN}
    pages["list of all"] = person.get(LIST, "phase=ALL&q=gasthof&expires=10&o=1")
    pages["nothing found"] = person.get(LIST, "q=pizzeria")
    pages["preview"] = person.preview(change_of(scene.lead, "activity"), {"kind": "QUALIFIED_CALL"})
    pages["refused"] = person.preview(change_of(scene.lead, "hold"), {"reason_code": ""})
    pages["bulk preview"] = person.bulk("release_holds", [scene.lead])
    pages["bulk result"] = person.bulk("release_holds", [scene.lead], confirm="1")
    for path, action, fact in (("leadreminder", "retry", scene.reminder), ("leadexpiry", "acknowledge", scene.expiry)):
        chosen = {"action": action, "_selected_action": [fact.pk]}
        pages[f"{action} preview"] = person.post(f"/admin/leads/{path}/", chosen)
        pages[f"{action} result"] = person.post(f"/admin/leads/{path}/", {**chosen, "confirm": "1"})
    return pages


def test_nothing_is_inline(desk: NewDesk, scene: Scene) -> None:
    for name, page in _all_pages(desk("superuser"), scene).items():
        assert page.status in (200, 422), name
        assert _inline(page.root) == [], name
        policy = page.response["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "style-src 'self'" in policy
        assert "unsafe" not in policy


def test_no_page_says_a_thing_twice_by_one_id(desk: NewDesk, scene: Scene) -> None:
    """An anchor or a label that leads to two places leads nowhere."""
    for name, page in _all_pages(desk("superuser"), scene).items():
        idents = [element.get("id") for element in page.root.iter() if element.get("id")]
        assert len(idents) == len(set(idents)), (name, {each for each in idents if idents.count(each) > 1})


# Words of ours that are the same in both languages, and names.
SAME = {"lead", "leads", "status", "phase", "name", "website"}


def test_each_page_speaks_german_and_english(desk: NewDesk, scene: Scene) -> None:
    english, german = desk("superuser"), desk("superuser", language="de")
    for name in OPEN:
        path = DOORS[name][0](scene)
        here, there = english.get(path), german.get(path)
        assert here.root.get("lang") == "en"
        assert there.root.get("lang") == "de"
        untranslated = {head for head in _heads(here.root) & _heads(there.root) if head.lower().rstrip(":") not in SAME}
        assert not untranslated, name


def _heads(root: Element) -> set[str]:
    """Titles, labels and headings of a page: what is ours to say, and no data."""
    tags = {"h2", "label", "legend", "dt", "summary", "button"}
    found = {words(element) for element in by_id(root, "main").iter() if element.tag in tags or _is_head(element)}
    return {text for text in found if re.search(r"[A-Za-z]{3}", text) and not re.search(r"\d|Müller|Gasthof", text)}


def _is_head(element: Element) -> bool:
    return element.tag == "th" and element.get("scope") == "col"


@pytest.mark.parametrize(("language", "told"), [("de", "Die Uhr steht"), ("en", "The clock stands")])
def test_messages_speak_the_readers_language(desk: NewDesk, scene: Scene, language: str, told: str) -> None:
    person = desk("lead", language=language)
    person.bulk("release_holds", [scene.lead], confirm="1")
    done = person.change(change_of(scene.lead, "hold"), {"reason_code": "PRICE"})
    assert told in done.messages[0]


def test_dates_follow_the_language(desk: NewDesk, scene: Scene) -> None:
    place = f"{LIST}{scene.lead.pk}/change/"
    german, english = desk("viewer", language="de").get(place), desk("viewer").get(place)
    assert re.search(r"\d\d\.\d\d\.20\d\d, \d\d:\d\d", german.text)
    assert re.search(r"\d{1,2} [A-Z][a-z]{2} 20\d\d, \d\d:\d\d", english.text)

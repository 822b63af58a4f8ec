"""The list of runbooks to come keeps itself honest."""

from freshops.environment import BASE_DIR
from operations.runbooks.content.files import parse_file
from operations.runbooks.planned import PLANNED, Planned, overdue

WRITTEN = [parse_file(path.read_text()) for path in sorted((BASE_DIR / "docs" / "runbooks").glob("*.md"))]


def test_what_has_been_built_has_its_runbook() -> None:
    assert overdue(WRITTEN) == []


def test_what_is_written_is_no_longer_planned() -> None:
    assert {each.slug for each in PLANNED}.isdisjoint(content["slug"] for content in WRITTEN)


def test_a_runbook_is_due_once_what_it_is_about_is_there() -> None:
    assert Planned("leads", "Leads", "leads.models").is_due
    assert not Planned("nothing", "Nothing", "operations.nothing").is_due
    assert not Planned("nothing", "Nothing", "nowhere.nothing").is_due

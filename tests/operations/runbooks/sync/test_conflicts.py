"""What changed in both is shown, and left alone until somebody says whose version counts."""

import pytest

from operations.runbooks.models import RunbookVersion, VersionState
from operations.runbooks.services.drafts import save_draft
from tests.factories import UserFactory
from tests.operations.runbooks.documents import both, document, publish
from tests.operations.runbooks.sync.folders import Files, current


@pytest.fixture
def conflict(files: Files) -> Files:
    """A runbook that changed in its file and in the database."""
    files.write()
    files.sync()
    files.write(title="From the file")
    publish(title=both("From the database"))
    return files


@pytest.fixture
def draft_in_the_way(files: Files) -> Files:
    """A runbook that changed in its file while somebody writes a draft of it."""
    files.write()
    files.sync()
    files.write(title="From the file")
    author = UserFactory.create(username="anna")
    save_draft(content=document(title=both("Half a thought")), actor=author, note="Not done")
    return files


def test_a_conflict_is_shown_line_by_line(conflict: Files) -> None:
    told = conflict.fail()
    assert "coffee: changed in both" in told
    assert "--- coffee@2" in told
    assert "+++ coffee.md" in told
    assert "    -  en: From the database\n" in told
    assert "    +  en: From the file\n" in told
    assert "--prefer" in told


def test_a_conflict_leaves_everything_as_it_is(conflict: Files) -> None:
    conflict.write("tea")
    conflict.fail("--write")
    assert current() == {"coffee@2": "From the database"}
    assert "From the file" in conflict.text()


def test_two_that_were_never_the_same_are_a_conflict(files: Files) -> None:
    publish(title=both("From the database"))
    files.write(title="From the file")
    assert "coffee: changed in both" in files.fail()


def test_the_same_change_in_both_is_none(files: Files) -> None:
    files.write()
    files.sync()
    files.write(title="Tea kettle")
    publish(title=both("Tea kettle"))
    assert files.sync() == "1 runbooks: 1 in sync.\n"
    files.write(title="Water")
    files.sync()
    assert current() == {"coffee@3": "Water"}


def test_the_file_counts_where_it_is_preferred(conflict: Files) -> None:
    conflict.sync("--prefer", "file")
    assert current() == {"coffee@3": "From the file"}
    assert conflict.sync() == "1 runbooks: 1 in sync.\n"


def test_the_database_counts_where_it_is_preferred(conflict: Files) -> None:
    conflict.sync("--prefer", "database")
    assert current() == {"coffee@2": "From the database"}
    assert "From the database" in conflict.text()
    assert conflict.sync() == "1 runbooks: 1 in sync.\n"


def test_a_preference_for_one_runbook_leaves_the_others_alone(conflict: Files) -> None:
    conflict.write("tea")
    conflict.sync("tea")
    conflict.write("tea", title="Tea from the file")
    publish("tea", title=both("Tea from the database"))
    conflict.sync("coffee", "--prefer", "file")
    assert current() == {"coffee@3": "From the file", "tea@2": "Tea from the database"}


def test_a_draft_in_the_way_is_a_conflict_too(draft_in_the_way: Files) -> None:
    told = draft_in_the_way.fail()
    assert "coffee: changed in the file, with a draft in the database" in told
    assert "--- coffee@2 (draft)" in told
    assert "    -  en: Half a thought\n" in told
    assert current() == {"coffee@1": "Coffee machine"}


def test_the_file_passes_a_draft_which_is_kept(draft_in_the_way: Files) -> None:
    draft_in_the_way.sync("--prefer", "file")
    assert current() == {"coffee@2": "From the file"}
    draft = RunbookVersion.objects.get(state=VersionState.DRAFT)
    assert draft.created_by is not None
    assert (draft.number, draft.content["title"]["en"]) == (3, "Half a thought")
    assert (draft.created_by.username, draft.note) == ("anna", "Not done")


def test_the_file_passes_a_draft_of_what_changed_in_both_which_is_kept_too(conflict: Files) -> None:
    author = UserFactory.create(username="anna")
    save_draft(content=document(title=both("Half a thought")), actor=author, note="Not done")
    conflict.sync("--prefer", "file")
    assert current() == {"coffee@3": "From the file"}
    draft = RunbookVersion.objects.get(state=VersionState.DRAFT)
    assert draft.created_by is not None
    assert (draft.number, draft.content["title"]["en"]) == (4, "Half a thought")
    assert (draft.created_by.username, draft.note) == ("anna", "Not done")


def test_a_draft_that_says_what_the_file_says_is_published_with_it(conflict: Files) -> None:
    save_draft(content=document(title=both("From the file")), actor=None)
    conflict.sync("--prefer", "file")
    assert current() == {"coffee@3": "From the file"}
    assert not RunbookVersion.objects.filter(state=VersionState.DRAFT).exists()


def test_a_draft_may_be_unfinished(files: Files) -> None:
    save_draft(content={"slug": "coffee", "title": both("Half a thought")}, actor=None)
    files.write()
    assert "    -title: " in files.fail()
    files.sync("--prefer", "file")
    assert current() == {"coffee@1": "Coffee machine"}


def test_a_draft_of_what_was_never_published_cannot_be_preferred(files: Files) -> None:
    save_draft(content=document(title=both("Half a thought")), actor=None)
    files.write()
    files.fail("--prefer", "database")
    assert current() == {}
    assert "Coffee machine" in files.text()

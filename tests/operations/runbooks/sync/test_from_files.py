"""What changed in files is published, all together or not at all."""

from operations.runbooks.models import Origin, RunbookVersion
from operations.runbooks.services.drafts import save_draft
from tests.operations.runbooks.documents import both, document, publish, step
from tests.operations.runbooks.sync.folders import Files, current


def test_a_new_file_is_published(files: Files) -> None:
    files.write()
    assert "coffee: published as version 1" in files.sync()
    assert current() == {"coffee@1": "Coffee machine"}
    assert RunbookVersion.objects.get().origin == Origin.FILE


def test_a_changed_file_is_published_as_a_new_version(files: Files) -> None:
    files.write()
    files.sync()
    files.write(title="Tea kettle")
    files.sync()
    assert current() == {"coffee@2": "Tea kettle"}


def test_the_same_again_does_nothing(files: Files) -> None:
    files.write()
    files.sync()
    before = files.text()
    assert files.sync() == "1 runbooks: 1 in sync.\n"
    assert (RunbookVersion.objects.count(), files.text()) == (1, before)


def test_the_form_of_a_file_does_not_matter(files: Files) -> None:
    files.write()
    files.sync()
    path = files.folder / "coffee.md"
    path.write_text(path.read_text().replace("\n", "\r\n") + "\n\n")
    assert files.sync() == "1 runbooks: 1 in sync.\n"


def test_files_that_lead_to_each_other_come_together(files: Files) -> None:
    files.write("coffee", steps=[step(text=both("[tea](tea#look)"))])
    files.write("tea", steps=[step(text=both("[coffee](coffee#look)"))])
    files.sync()
    assert current().keys() == {"coffee@1", "tea@1"}


def test_with_one_broken_file_nothing_is_published_and_every_problem_is_named(files: Files) -> None:
    files.write("coffee")
    files.write("tea", owner="nobody", alerts=["NoSuchAlert"])
    files.write("water", title="Water")
    (files.folder / "water.md").write_text("no front matter")
    told = files.fail()
    assert "water.md: " in told
    assert current() == {}
    (files.folder / "water.md").unlink()
    told = files.fail()
    assert "tea.md/alerts/0: " in told
    assert "tea.md/owner: " in told
    assert "2 problems" in told
    assert current() == {}


def test_a_file_that_would_break_a_link_is_refused(files: Files) -> None:
    publish("coffee")
    publish("tea", steps=[step(text=both("[coffee](coffee#look)"))])
    files.sync("--write")
    files.write("coffee", steps=[step("taste")])
    assert "tea" in files.fail()
    assert current().keys() == {"coffee@1", "tea@1"}


def test_a_line_that_is_no_yaml_is_named(files: Files) -> None:
    files.write()
    path = files.folder / "coffee.md"
    path.write_text(path.read_text().replace("slug: coffee", "slug: [coffee"))
    assert "coffee.md: " in files.fail()


def test_a_file_must_have_its_runbooks_name(files: Files) -> None:
    files.write()
    (files.folder / "coffee.md").rename(files.folder / "tea.md")
    assert "tea.md/slug: " in files.fail()


def test_what_is_not_text_is_named(files: Files) -> None:
    files.write()
    (files.folder / "coffee.md").write_bytes(b"\xff\xfe")
    assert "coffee.md: " in files.fail()


def test_only_the_runbooks_that_are_named(files: Files) -> None:
    files.write("coffee")
    files.write("tea")
    (files.folder / "water.md").write_text("broken")
    files.sync("tea")
    assert current().keys() == {"tea@1"}


def test_an_unknown_runbook_is_told(files: Files) -> None:
    assert "wine" in files.fail("wine")


def test_a_draft_that_says_the_same_is_published(files: Files) -> None:
    files.write()
    save_draft(content=document(), actor=None)
    files.sync()
    assert current() == {"coffee@1": "Coffee machine"}
    assert RunbookVersion.objects.count() == 1

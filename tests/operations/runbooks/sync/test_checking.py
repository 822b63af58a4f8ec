"""`sync_runbooks --check`: what CI asks."""

import pytest

from freshops.environment import BASE_DIR
from operations.runbooks.models import RunbookVersion
from tests.operations.runbooks.documents import publish
from tests.operations.runbooks.sync.folders import Files, current


def test_what_is_in_sync_passes(files: Files) -> None:
    files.write()
    files.sync()
    assert files.sync("--check") == "1 runbooks: 1 in sync.\n"


@pytest.mark.parametrize("where", ["file", "database"])
def test_what_is_not_fails_and_nothing_is_changed(files: Files, where: str) -> None:
    if where == "file":
        files.write()
    else:
        publish()
    before = current()
    told = files.fail("--check", "--write")
    assert f"coffee: changed in the {where}" in told
    assert "1 runbooks are not in sync." in told
    assert current() == before
    assert (files.folder / "coffee.md").exists() is (where == "file")


def test_what_cannot_be_read_fails(files: Files) -> None:
    files.write()
    (files.folder / "coffee.md").write_text("broken")
    assert "coffee.md: " in files.fail("--check")


def test_the_runbooks_of_the_repository_are_published_as_they_are(files: Files) -> None:
    files.folder = BASE_DIR / "docs" / "runbooks"
    files.sync()
    slugs = {path.stem for path in files.folder.glob("*.md")}
    assert set(RunbookVersion.objects.current().values_list("runbook__slug", flat=True)) == slugs
    assert f"{len(slugs)} in sync" in files.sync("--check")

"""What changed in the database is written to files, where that is asked for."""

from pathlib import Path

import pytest

from operations.runbooks.content.document import digest_of
from operations.runbooks.content.files import parse_file
from operations.runbooks.content.folder import write_document
from operations.runbooks.services.drafts import save_draft
from tests.operations.runbooks.documents import both, document, publish
from tests.operations.runbooks.sync.folders import Files, current


def test_without_write_it_is_reported_only(files: Files) -> None:
    publish()
    assert "coffee: changed in the database; --write writes it" in files.sync()
    assert not files.folder.exists()


def test_what_was_never_a_file_becomes_one(files: Files) -> None:
    version = publish()
    files.sync("--write")
    assert digest_of(parse_file(files.text())) == version.digest
    assert files.sync() == "1 runbooks: 1 in sync.\n"


def test_a_new_version_takes_the_place_of_the_file(files: Files) -> None:
    files.write()
    files.sync()
    publish(title=both("Tea kettle"))
    files.sync("--write")
    assert "Tea kettle" in files.text()
    assert current() == {"coffee@2": "Tea kettle"}


def test_a_file_that_is_gone_comes_again(files: Files) -> None:
    files.write()
    files.sync()
    (files.folder / "coffee.md").unlink()
    assert "coffee: file is gone; --write writes it" in files.sync()
    files.sync("--write")
    assert current() == {"coffee@1": "Coffee machine"}
    assert "Coffee machine" in files.text()


def test_a_draft_stays_where_it_is(files: Files) -> None:
    publish()
    save_draft(content=document(title=both("Half a thought")), actor=None)
    files.sync("--write")
    assert "Half a thought" not in files.text()


def test_both_ways_at_once(files: Files) -> None:
    files.write("coffee")
    files.write("tea")
    files.sync()
    files.write("coffee", title="From the file")
    publish("tea", title=both("From the database"))
    files.sync("--write")
    assert current() == {"coffee@2": "From the file", "tea@2": "From the database"}
    assert "From the database" in files.text("tea")


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_document(tmp_path, document())
    before = path.read_text()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_document(tmp_path, document(title=both("Tea kettle")))
    assert path.read_text() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_keeps_its_mode(tmp_path: Path) -> None:
    path = write_document(tmp_path, document())
    assert path.stat().st_mode & 0o777 == 0o644
    path.chmod(0o600)
    write_document(tmp_path, document(title=both("Tea kettle")))
    assert path.stat().st_mode & 0o777 == 0o600

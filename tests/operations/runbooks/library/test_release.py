"""Another release has other ETags: it may word or render the same runbook otherwise."""

import compileall
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from core import walltime
from operations.runbooks import addresses
from operations.runbooks.api import conditional, rendering
from operations.runbooks.api.library import entries, release, states
from operations.runbooks.api.library.release import PACKAGES, digest_of_code
from operations.runbooks.content import document, markdown
from tests.api.client import ROOT
from tests.operations.runbooks.documents import publish
from tests.operations.runbooks.library.readers import reader


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of two modules, one of them deeper."""
    folder = tmp_path / "some_release"
    (folder / "deeper").mkdir(parents=True)
    for name in ("__init__.py", "deeper/__init__.py", "deeper/entries.py"):
        (folder / name).write_text("SAID = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    yield folder
    sys.modules.pop("some_release", None)


def test_a_change_in_any_module_makes_it_another(package: Path) -> None:
    before = digest_of_code(["some_release"])
    assert digest_of_code(["some_release"]) == before
    (package / "deeper" / "entries.py").write_text("SAID = 2\n")
    assert digest_of_code(["some_release"]) != before


def test_what_is_merely_compiled_beside_its_source_changes_nothing(package: Path) -> None:
    before = digest_of_code(["some_release"])
    assert compileall.compile_dir(package, quiet=1)
    assert digest_of_code(["some_release"]) == before


def test_it_needs_no_sources(package: Path) -> None:
    def installed(said: int) -> str:
        (package / "deeper" / "entries.py").write_text(f"SAID = {said}\n")
        assert compileall.compile_dir(package, quiet=1, legacy=True, force=True)
        sources = {path: path.read_text() for path in package.rglob("*.py")}
        for path in sources:
            path.unlink()
        digest = digest_of_code(["some_release"])
        for path, text in sources.items():
            path.write_text(text)
        return digest

    assert installed(1) != installed(2)


@pytest.mark.parametrize(
    "module", [addresses, conditional, document, entries, markdown, release, rendering, states, walltime]
)
def test_whatever_an_answer_is_made_by_is_part_of_it(module: ModuleType) -> None:
    assert f"{module.__name__}.".startswith(tuple(f"{package}." for package in PACKAGES))


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/runbooks/", "/runbooks/coffee/", "/runbooks/coffee/versions/"])
def test_who_has_an_answer_of_another_release_gets_this_ones(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    publish()
    client = reader().client
    etag = client.get(ROOT + path)["ETag"]
    assert client.get(ROOT + path, headers={"If-None-Match": etag}).status_code == 304
    monkeypatch.setattr(states, "RELEASE", "another")
    states.made_by.cache_clear()
    try:
        assert client.get(ROOT + path, headers={"If-None-Match": etag}).status_code == 200
    finally:
        states.made_by.cache_clear()

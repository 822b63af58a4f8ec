"""Rules about the files themselves."""

import ast
import re
import statistics
import subprocess

import pytest

from freshops.environment import BASE_DIR
from tests.meta.sources import python_files, tracked_files

MOST_LINES = 400
# One document each, in two languages; laid out by `sync_runbooks`.
RUNBOOKS = BASE_DIR / "docs" / "runbooks"
HAND_WRITTEN = {".py", ".sql", ".html", ".css", ".js", ".md"}
LOCK_FILES = {"requirements.txt", "requirements-dev.txt"}


def test_no_file_is_longer_than_400_lines_and_most_are_short() -> None:
    ours = [path for path in tracked_files() if path.suffix in HAND_WRITTEN and "migrations" not in path.parts]
    ours = [path for path in ours if path.parent != RUNBOOKS]
    lengths = {str(path.relative_to(BASE_DIR)): len(path.read_text().splitlines()) for path in ours}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}
    assert statistics.median(lines for lines in lengths.values() if lines) < 80


def test_every_python_module_says_what_it_is_for() -> None:
    modules = [path for path in python_files() if path.name not in {"__init__.py", "apps.py"}]
    silent = [
        str(path.relative_to(BASE_DIR))
        for path in modules
        if "migrations" not in path.parts and ast.get_docstring(ast.parse(path.read_text())) is None
    ]
    assert silent == []


@pytest.mark.parametrize("pattern", [r"\bTODO\b", r"\bFIXME\b", r"\bXXX\b", r"pytest\.mark\.(skip|xfail)\b", r"/work/"])
def test_nothing_unfinished_is_left(pattern: str) -> None:
    here = BASE_DIR / "tests/meta/test_sources.py"
    texts = [path for path in tracked_files() if path.suffix in HAND_WRITTEN | {".toml", ".yml"} and path != here]
    assert [str(path.relative_to(BASE_DIR)) for path in texts if re.search(pattern, path.read_text())] == []


def test_templates_have_no_inline_script_style_or_handler() -> None:
    # The Content Security Policy would refuse each of them, in the browser of a user.
    forbidden = re.compile(
        r"<style|\sstyle=|\son[a-z]+=\"|javascript:|<script(?![^>]*\bsrc=)(?![^>]*application/json)", re.IGNORECASE
    )
    templates = [path for path in tracked_files() if path.suffix in {".html", ".svg"} and "mail" not in path.parts]
    found = {str(path.relative_to(BASE_DIR)): forbidden.findall(path.read_text()) for path in templates}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_no_secret_or_data_file_is_tracked() -> None:
    names = {path.name for path in tracked_files()}
    assert names.isdisjoint({".env", "secret-key", "logins.txt"})
    assert not [path for path in tracked_files() if path.suffix in {".log", ".sqlite3", ".eml", ".pem"}]


def test_requirements_are_pinned_with_hashes_and_name_no_machine() -> None:
    for name in LOCK_FILES:
        text = (BASE_DIR / name).read_text()
        pinned = re.findall(r"^[a-z0-9][\w.-]*==", text, re.MULTILINE | re.IGNORECASE)
        assert len(pinned) > 30
        assert len(re.findall(r"==[^\n]+ \\\n    --hash=sha256:", text)) == len(pinned)
        assert not re.search(r"^--|file://|find-links", text, re.MULTILINE)


def test_the_make_targets_that_others_rely_on() -> None:
    database = subprocess.run(["make", "-pn", "help"], cwd=BASE_DIR, capture_output=True, text=True, check=False).stdout
    for target in ("run", "test", "setup", "stop", "bench"):
        assert re.search(rf"^{target}:", database, re.MULTILINE)
    assert "make test" in (BASE_DIR / ".ci/run").read_text()

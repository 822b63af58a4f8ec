"""What the content security policy would refuse, and names that lead nowhere: found without a browser."""

import re
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if "mail" not in path.parts]  # mail clients know no stylesheets
STATIC = ROOT / "operations/console/static/console"
STYLES = sorted(STATIC.glob("*.css"))


def lines_with(pattern: str, files: Iterable[Path]) -> list[str]:
    return [f"{path.name}: {found}" for path in files for found in re.findall(pattern, path.read_text())]


def test_no_page_has_inline_style_or_script() -> None:
    assert lines_with(r'\sstyle="[^"]*"|<style\b|\son[a-z]+="', PAGES) == []
    assert [tag for tag in lines_with(r"<script\b[^>]*>", PAGES) if "src=" not in tag] == []


def test_every_icon_that_a_page_names_exists() -> None:
    defined = set(re.findall(r"^\.icon-([\w-]+) ", (STATIC / "icons.css").read_text(), re.MULTILINE))
    used = {name for path in PAGES for name in re.findall(r"icon icon-([a-z][\w-]*)", path.read_text())}
    assert used - defined == set()


def test_every_file_that_a_stylesheet_names_exists() -> None:
    named = {name for path in STYLES for name in re.findall(r'url\("([^"]+)"\)', path.read_text())}
    assert [name for name in named if not (STATIC / name).exists()] == []
    assert {f"icons/{path.name}" for path in (STATIC / "icons").glob("*.svg")} - named == set()


def test_every_stylesheet_is_used_and_every_variable_defined() -> None:
    head = (ROOT / "templates/admin/includes/styles.html").read_text()
    assert [path.name for path in STYLES if f"console/{path.name}" not in head] == []
    css = "".join(path.read_text() for path in STYLES)
    defined = set(re.findall(r"(--[\w-]+):", css))
    assert set(re.findall(r"var\((--[\w-]+)\)", css)) - defined == set()


def test_colours_are_said_in_one_file() -> None:
    """Beside the tokens, only the login's brand panel has its own, the same on light and dark; and the logo's white."""
    others = [path for path in STYLES if path.name not in {"tokens.css", "pages.css", "print.css"}]
    assert [found for found in lines_with(r"#[0-9a-f]{3,6}\b(?![^{]*\{)", others) if "#ffffff" not in found] == []

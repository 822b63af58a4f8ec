"""German and English are complete: every text is in the catalogue, translated, compiled, and says as much."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation import gettext

from core.borrowed_texts import BORROWED
from freshops.environment import BASE_DIR
from tests.meta.messages import Message, messages, python_messages
from tests.meta.sources import tracked_files

GERMAN = BASE_DIR / "locale" / "de" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}")


def catalog(path: Path = GERMAN) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="de", abort_invalid=True)


def texts(source: Catalog) -> dict[Message, tuple[str, ...]]:
    """Each message and its translations: one, or one for each plural form."""
    found = {}
    for message in source:
        if message.id:
            ids = (message.id, None) if isinstance(message.id, str) else message.id
            strings = (message.string,) if isinstance(message.string, str) else message.string or ()
            found[Message(ids[0], ids[1], message.context)] = tuple(strings)
    return found


GERMAN_TEXTS = texts(catalog())


def gettext_finds(folder: Path) -> set[Message]:
    """What `make messages` would collect, in a copy of the tree."""
    for path in tracked_files():
        copy = folder / path.relative_to(BASE_DIR)
        if path.suffix in {".py", ".html", ".txt"} and copy.relative_to(folder).parts[0] not in {
            "tests",
            "bench",
            "docs",
        }:
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    (folder / "locale").mkdir()
    command = [sys.executable, "-m", "django", "makemessages", "--locale", "de", "--verbosity", "0"]
    # Without our settings, which belong to another place: then it takes the folder that it runs in.
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=folder, env=environment, check=True)
    return set(texts(catalog(folder / "locale" / "de" / "LC_MESSAGES" / "django.po")))


def syntax_finds(folder: Path) -> set[Message]:
    return set(messages())


# gettext's own tools are asked too where they are installed; they miss what stands inside an f-string.
FINDERS = [syntax_finds, *([gettext_finds] if shutil.which("xgettext") and shutil.which("msgmerge") else [])]


@pytest.mark.parametrize("finds", FINDERS)
def test_the_catalogue_holds_exactly_the_texts_of_the_sources(
    finds: Callable[[Path], set[Message]], tmp_path: Path
) -> None:
    found = finds(tmp_path)
    assert found - set(GERMAN_TEXTS) == set(), "new texts: run `make messages`, and translate them"
    assert set(GERMAN_TEXTS) - found == set(), "texts that are gone: run `make messages`"


def test_a_text_put_together_before_it_is_looked_up_is_refused() -> None:
    with pytest.raises(LookupError):
        list(python_messages('_(f"{count} leads")'))
    assert list(python_messages("f\"{_('Leads')}.csv\"")) == [Message("Leads")]


def test_every_text_has_a_german_one_that_somebody_has_looked_at() -> None:
    assert [message for message, strings in GERMAN_TEXTS.items() if not all(strings)] == []
    assert [message.id for message in catalog() if message.id and message.fuzzy] == []
    assert not catalog().obsolete


def test_no_placeholder_is_lost_or_added() -> None:
    for message, strings in GERMAN_TEXTS.items():
        for original, string in zip((message.singular, message.plural or message.singular), strings, strict=False):
            assert sorted(PLACEHOLDER.findall(string)) == sorted(PLACEHOLDER.findall(original)), string


def test_a_translation_ends_as_its_text_does() -> None:
    def end(text: str) -> str:
        return text[-1] if text[-1] in ".:?!…," else ""

    assert [
        string for message, strings in GERMAN_TEXTS.items() for string in strings if end(string) != end(message[0])
    ] == []


def test_the_english_texts_are_english() -> None:
    assert [message for message in GERMAN_TEXTS if re.search("[äöüÄÖÜß„]", message.singular)] == []
    with translation.override("en"):  # German is the default, and must not shine through
        assert [text for text in ("History", "Log out", *BORROWED) if gettext(text) != text] == []


def test_the_compiled_catalogue_is_that_of_the_texts() -> None:
    compiled = BytesIO()
    write_mo(compiled, catalog())
    assert GERMAN.with_suffix(".mo").read_bytes() == compiled.getvalue(), "run `make messages`"


def test_our_german_goes_before_that_of_django() -> None:
    with translation.override("de"):
        for text in ("History", "Save", *BORROWED):
            assert gettext(text) == GERMAN_TEXTS[Message(text)][0]

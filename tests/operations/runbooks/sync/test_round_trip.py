"""A document as a file and back is the same document."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from operations.runbooks.content.document import Content, digest_of, normalized
from operations.runbooks.content.files import DocumentError, parse_file, render_file
from tests.operations.runbooks.documents import document, step

_HARD = [
    "Größe: „Übersicht“ – 3.000 €", "a: b", "- item", "# not a heading", "yes", "no", "null", "~", "1e3", "0x1F",
    "2027-05-01", "'single' and \"double\"", "{brace}", "[bracket]", "*star*", "&anchor", "!tag", "%percent", "@at",
    "`tick`", "a #b", ": colon", "? question", "| pipe", "> fold", "---", "...", "\\n", "tab\tinside", "emoji 🧀",
    "a\u2028b", "a\u0085b", "a\ufeffb", "x" * 300,
]  # fmt: skip
_CODE = "```console\n# manage.py is a line of a shell\n## so is this\nmanage.py migrate\n```"
_BLOCKS = [
    _CODE, "1. one\n2. two\n   - three", "| a | b |\n|---|---|\n| 1 | 2 |", "### Deeper", "a\n\n\nb", "  indented\nnot",
    "~~~\n# in tildes\n~~~", "````\n```\n# nested\n```\n````",
]  # fmt: skip

one_line = st.one_of(
    st.sampled_from(_HARD), st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1)
).filter(lambda text: text.strip())
many_lines = st.lists(st.one_of(one_line, st.sampled_from(_BLOCKS[:6])), min_size=1, max_size=4).map("\n".join)
# In the body, headings of level 1 and 2 have their meaning.
body = st.lists(
    st.one_of(one_line.filter(lambda text: not text.lstrip().startswith(("#", "`", "~"))), st.sampled_from(_BLOCKS)),
    min_size=1,
    max_size=4,
).map("\n\n".join)


def both(texts: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({"de": texts, "en": texts})


@given(
    changes=st.fixed_dictionaries(
        {
            "title": both(one_line),
            "summary": both(one_line),
            "keywords": st.fixed_dictionaries({"de": st.lists(one_line), "en": st.lists(one_line)}),
            "context": both(body),
            "routine": both(body),
            "review_due": st.dates().map(str),
        }
    ),
    text=both(many_lines),
    parameters=st.dictionaries(
        st.from_regex(r"\A[a-z_]{1,9}\Z"), st.one_of(st.integers(-(10**9), 10**9), one_line, st.booleans())
    ),
)
@example(changes={"context": {"de": _CODE, "en": _CODE}}, text={"de": _CODE, "en": "a: b"}, parameters={"day": "on"})
def test_it_comes_back_as_it_was(changes: dict[str, Any], text: dict[str, str], parameters: dict[str, Any]) -> None:
    content = document(**changes, steps=[step(text=text, parameters=parameters)])
    again = parse_file(render_file(content))
    assert again == normalized(content)
    assert digest_of(again) == digest_of(content)


def test_the_same_document_gives_the_same_file() -> None:
    content = document()
    backwards: Content = dict(reversed(content.items()))
    assert render_file(parse_file(render_file(content))) == render_file(backwards) == render_file(content)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("no front matter", "---"),
        ("---\ntitle: [a\n---\n", "line 2|line 3|Zeile"),
        ("---\nslug: a\nslug: b\n---\n", "slug"),
        ("---\n- a list\n---\n", "list of fields|Feld"),
        ("---\nslug: a\n---\n\n# Français\n", "Français"),
        ("---\nslug: a\n---\n\n# Deutsch\n\n# Deutsch\n", "Deutsch"),
        ("---\nslug: a\n---\n\n# Deutsch\n\n## Wetter\n", "Wetter"),
    ],
)
def test_what_is_no_runbook_is_refused_with_its_place(broken: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        parse_file(broken)

"""Nothing that people read goes past gettext: no bare text in a template, no name of a model in one language only."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field, GeneratedField, Model
from django.template.base import Lexer, TokenType
from django.utils.functional import Promise
from pghistory.models import Event

from freshops.environment import BASE_DIR
from tests.meta.messages import templates

NAMES = {"FreshOps"}
READ_ALOUD = {"alt", "aria-label", "content", "placeholder", "title", "value"}
# What these tags enclose is no text, up to the tag that begins so.
NOT_READ = {"comment": "endcomment", "block bodyclass": "endblock"}
# No page shows them: projections, the index of the search, running totals, and the files of imports.
UNSEEN = {
    "core.TaskTotal",
    "kpis.KpiSnapshot",
    "kpis.KpiTrend",
    "leads.DebtDrop",
    "leads.LeadFieldVersion",
    "leads.LeadImportFile",
    "leads.LeadProtection",
    "leads.RuleHold",
    "runbooks.Passage",
    "runbooks.QuestionTotal",
    "runbooks.SynonymForm",
    "runbooks.Term",
    "runbooks.Word",
}
OURS = {"core", "journal", "leads", "seasonal", "operations"}


class Words(HTMLParser):
    """Collects what a page says by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        self.found += [value for name, value in attrs if name in READ_ALOUD and value and tag != "meta"]

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside not in {"style", "script", "kbd"}:
            self.found.append(data)


def bare_words(source: str) -> set[str]:
    """The words of a template that no tag translates."""
    text, until = "", ""
    for token in Lexer(source).tokenize():
        if token.token_type is TokenType.BLOCK:
            until = "" if until and token.contents.startswith(until) else until or NOT_READ.get(token.contents, "")
            until = until or ("endblocktrans" if token.contents.startswith("blocktrans") else "")
        elif token.token_type is TokenType.TEXT and not until:
            text += token.contents
    parser = Words()
    parser.feed(text)
    parser.close()
    words = {word for part in parser.found for word in re.findall(r"[^\W\d_]{2,}", re.sub(r"&\w+;", " ", part))}
    return words - NAMES


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(BASE_DIR)))
def test_a_template_says_nothing_untranslated(path: Path) -> None:
    assert bare_words(path.read_text()) == set()


def test_bare_words_are_found() -> None:
    quiet = "{% comment %}no{% endcomment %}{% blocktranslate %}not this{% endblocktranslate %}"
    source = quiet + '<p title="Tip">Read {{ this }}</p>'
    assert bare_words(source) == {"Tip", "Read"}


def models() -> list[type[Model]]:
    """Our models, without the tables of their history."""
    found = [model for app in apps.get_app_configs() if app.name.split(".")[0] in OURS for model in app.get_models()]
    return [model for model in found if not issubclass(model, Event) and model._meta.label not in UNSEEN]


def labels(model: type[Model]) -> Iterator[tuple[str, object]]:
    """What a model's forms, lists and filters say: names, help, choices."""
    options = model._meta
    yield options.label, options.verbose_name
    yield f"{options.label} (plural)", options.verbose_name_plural
    for field in options.get_fields():
        if not isinstance(field, Field) or isinstance(field, GeneratedField) or field.primary_key:
            continue
        yield str(field), field.verbose_name
        if field.help_text:
            yield f"{field}.help_text", field.help_text
        if str(field) != "core.User.language":  # each in its own: whoever cannot read a page must still find theirs
            yield from ((f"{field}={value}", label) for value, label in field.flatchoices)
    yield from ((f"{options.label}.{codename}", name) for codename, name in options.permissions)


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_every_name_of_a_model_is_translated(model: type[Model]) -> None:
    assert [place for place, label in labels(model) if not isinstance(label, Promise)] == []


def test_every_app_has_a_translated_name() -> None:
    ours = [app for app in apps.get_app_configs() if app.name.split(".")[0] in OURS]
    assert [app.label for app in ours if not isinstance(app.verbose_name, Promise)] == []
